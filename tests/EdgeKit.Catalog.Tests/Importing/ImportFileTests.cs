using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;

namespace EdgeKit.Catalog.Tests.Importing;

public sealed class ImportFileTests : IDisposable
{
    private const string Svg = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>""";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_table_is_read_with_all_its_columns()
    {
        var items = await ReadAsync(
            "\uFEFFSKU,Name,Price,Currency,TaxRate,Image,Category,Stock\r\nbao,\"Bao bun, \"\"XL\"\"\",6.5,EUR,19%,https://x.example/b.png,Food,70\r\n\r\nchai,Chai,3,,0.07,,,\r\n,,,,,,,\r\n");

        Assert.Equal(
            [
                new CatalogImportItem("bao", "Bao bun, \"XL\"", new Money(650, "EUR"), 0.19m, "https://x.example/b.png", "Food", 70),
                new CatalogImportItem("chai", "Chai", new Money(300, "EUR"), 0.07m),
            ],
            items);
    }

    [Fact]
    public async Task A_table_with_semicolons_may_have_commas_as_decimal_signs()
    {
        var items = await ReadAsync("sku;name;price;taxRate\nbao;Bao, groß;6,50;19 %\nchai;Chai;3.80;0,07\n");

        Assert.Equal([(650, 0.19m), (380, 0.07m)], items.Select(static item => ((int)item.Price.Amount, item.TaxRate!.Value)));
    }

    [Fact]
    public async Task A_table_in_UTF_16_with_tabs_is_read() =>
        Assert.Equal("Öl", Assert.Single(await ReadAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("sku\tname\tprice\nol\tÖl\t1\n")).ToArray())).Name);

    [Theory]
    [InlineData("EUR", "12.50", 1250)]
    [InlineData("EUR", "12.5", 1250)]
    [InlineData("EUR", "0", 0)]
    [InlineData("EUR", "9999999999.99", 999_999_999_999)]
    [InlineData("JPY", "1250", 1250)]
    [InlineData("KWD", "1.250", 1250)]
    [InlineData("KWD", "1.25", 1250)]
    [InlineData("CLF", "1.2345", 12345)]
    public async Task A_price_is_minor_units_by_its_currency(string currency, string price, long amount) =>
        Assert.Equal(new Money(amount, currency), Assert.Single(await ReadAsync($"sku,name,price\na,A,{price}\n", currency)).Price);

    [Theory]
    [InlineData("a,A,\"12,5o\"", "2: price: '12,5o' is not a price; expected for example 12.50")]
    [InlineData("a,A,\"12,50\"", "2: price: '12,50' is not a price; expected for example 12.50")]
    [InlineData("a,A,1.250", "2: price: '1.250' is not a price; expected for example 12.50")]
    [InlineData("a,A,-1", "2: price: '-1' is not a price; expected for example 12.50")]
    [InlineData("a,A,€5", "2: price: '€5' is not a price; expected for example 12.50")]
    [InlineData("a,A,", "2: price: is missing; expected for example 12.50")]
    [InlineData("a,A,10000000000", "2: price: 1000000000000 is not right; expected minor units from 0 to below 1000000000000")]
    [InlineData("a,A,99999999999999999999", "2: price: '99999999999999999999' is not a price; expected for example 12.50")]
    [InlineData("a b,A,1", "2: sku: 'a b' is not right; expected 1 to 64 letters, digits, dots, hyphens and underscores")]
    [InlineData("a,,1", "2: name: '' is not right; expected 1 to 200 characters on one line")]
    [InlineData("a,A,1,19", "2: taxRate: 19 is not right; expected a share from 0 to below 1, such as 0.19")]
    [InlineData("a,A,1,x", "2: taxRate: 'x' is not a tax rate; expected for example 0.19 or 19%")]
    [InlineData("a,A,1,,-1", "2: stock: '-1' is not a count; expected a whole number from 0 to 1000000")]
    [InlineData("a,A,1,,1000001", "2: stock: '1000001' is not a count; expected a whole number from 0 to 1000000")]
    [InlineData("a,A,1,,,x/../../y.png", "2: image: 'x/../../y.png' does not lie beside the import")]
    [InlineData("a,A,1,,,/etc/hostname", "2: image: '/etc/hostname' does not lie beside the import")]
    [InlineData("a,A,1,,,none.png", "2: image: 'none.png' no such file")]
    [InlineData("a,A,1,,,javascript://x", "2: image: 'javascript://x' is not right; expected an address that begins with http:// or https://, or a picture on the kit")]
    [InlineData("a,A,1,,,,USD", "2: currency: 'USD' is not what this kit sells in; expected EUR")]
    [InlineData("a,A,1\nb,B,2\na,C,3", "4: sku: 'a' stands a second time; each item has its own")]
    [InlineData("a,A,1,,,,,9", "2: has 8 fields where the header has 7; put a text that holds ',' in quotes")]
    [InlineData("a,\"A,1", "2: a quote is opened here and never closed")]
    public async Task A_wrong_row_is_told_with_its_place(string rows, string error)
    {
        var errors = await RefusedAsync($"sku,name,price,taxRate,stock,image,currency\n{rows}\n");

        Assert.Equal($"{_directory["products"]}:{error}", errors[0]);
    }

    [Fact]
    public async Task All_errors_are_told_at_once_in_the_order_of_their_lines()
    {
        var errors = await RefusedAsync("sku,name,price\na,A,x\nb b,B,1\nc,C,y\n");

        Assert.Equal([":2: price", ":3: sku", ":4: price"], errors.Select(error => string.Join(':', error[_directory["products"].Length..].Split(':')[..3])));
    }

    [Theory]
    [InlineData("", ": is empty; expected a table with a header, or JSON")]
    [InlineData("\n \n", ": is empty; expected a table with a header, or JSON")]
    [InlineData("sku,name\na,A\n", ":1: price: no such column in the header; expected sku, name, price at least")]
    [InlineData("sku,name,price,stok\na,A,1,5\n", ":1: stok: no such column; expected sku, name, price, currency, taxRate, image, category, stock")]
    [InlineData("sku,name,price,Price\na,A,1,5\n", ":1: price: stands twice in the header")]
    [InlineData("[]", ": items: is missing; expected {\"items\": [ … ]}")]
    [InlineData("{\"items\":[{\"sku\":\"a\"}]}", ": items[0].name: is missing; expected text")]
    [InlineData("{\"items\":[7]}", ": items[0]: is not an item; expected {\"sku\": …, \"name\": …, \"price\": …}")]
    [InlineData("{\"items\":[{\"sku\":5,\"name\":\"A\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}]}", ": items[0].sku: '5' is not right; expected text")]
    [InlineData("{\"items\":[{\"sku\":\"a\",\"name\":\"A\",\"price\":12.5}]}", ": items[0].price: '12.5' is not right; expected {\"amount\": 1250, \"currency\": \"EUR\"} in minor units")]
    [InlineData("{\"items\":[{\"sku\":\"a\",\"name\":\"A\",\"price\":{\"amount\":12.5,\"currency\":\"EUR\"}}]}", ": items[0].price.amount: '12.5' is not right; expected a whole number of minor units, such as 1250")]
    [InlineData("{\"items\":[{\"sku\":\"a\",\"name\":\"\\ud800\",\"price\":{\"amount\":1,\"currency\":\"EUR\"}}]}", ": items[0].name: holds half of a surrogate pair; expected text")]
    [InlineData("{\"items\":[{\"sku\":\"a\",\"name\":\"A\",\"price\":{\"amount\":1,\"currency\":\"USD\"}}]}", ": items[0].price.currency: 'USD' is not what this kit sells in; expected EUR")]
    [InlineData("{\"items\":[{\"sku\":\"a\",\"name\":\"A\",\"price\":{\"amount\":1,\"currency\":\"EUR\"},\"stock\":-1}]}", ": items[0].stock: -1 is not right; expected a whole number from 0 to 1000000")]
    public async Task A_wrong_file_is_told(string content, string error) => Assert.Equal(_directory["products"] + error, (await RefusedAsync(content))[0]);

    [Fact]
    public async Task What_is_not_UTF_8_is_told_with_its_line() =>
        Assert.Equal(
            [_directory["products"] + ":2: is not UTF-8 text; save it again, as 'CSV UTF-8' if a spreadsheet made it"],
            (await TryReadAsync([.. "sku,name,price\na,Gr"u8, 0xFC, .. "n,1\n"u8])).Errors);

    [Fact]
    public async Task Broken_JSON_is_told_with_its_line() =>
        Assert.StartsWith(_directory["products"] + ":2: is not valid JSON at byte 1 of the line: ", (await RefusedAsync("{\"items\":[\n}"))[0], StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_file_a_directory_and_a_huge_one_are_told()
    {
        Assert.Equal([_directory["none"] + ": no such file"], (await CatalogModule.ReadImportAsync(_directory["none"], Options, Kit("EUR"), Cancel)).Errors);
        Assert.Equal([_directory.Path + ": cannot be read: it is a directory"], (await CatalogModule.ReadImportAsync(_directory.Path, Options, Kit("EUR"), Cancel)).Errors);
        Assert.Equal(["/dev/zero: is larger than 8 MiB"], (await CatalogModule.ReadImportAsync("/dev/zero", Options, Kit("EUR"), Cancel)).Errors);
    }

    [Fact]
    public async Task Twenty_thousand_items_are_read_and_one_more_refused()
    {
        var table = new StringBuilder("sku,name,price\n");
        for (var number = 0; number < 20_000; number++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"sku-{number},Item {number},{number}.99\n");
        }

        Assert.Equal(20_000, (await ReadAsync(table.ToString())).Count);
        Assert.EndsWith(":20002: has more than 20000 items", (await RefusedAsync(table.Append("x,X,1\n").ToString()))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_beside_the_import_is_kept_under_the_name_of_its_content()
    {
        Directory.CreateDirectory(_directory["images"]);
        Write(_directory["images/a.svg"], Encoding.UTF8.GetBytes(Svg));
        Write(_directory["b.txt"], [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1]);

        var items = await ReadAsync("sku,name,price,image\na,A,1,images/a.svg\nb,B,1,images/a.svg\nc,C,1,b.txt\n");

        Assert.Equal(items[0].Image, items[1].Image);
        Assert.Matches("^/api/v1/catalog/images/[0-9a-f]{32}\\.svg$", items[0].Image);
        Assert.EndsWith(".png", items[2].Image, StringComparison.Ordinal);
        Assert.Equal(
            items.Select(static item => Path.GetFileName(item.Image!)).Distinct().Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Options.PictureDirectory).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("<html><body>no</body></html>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>")]
    [InlineData("GIF89a")]
    [InlineData("")]
    public async Task What_is_no_picture_is_refused_by_its_content(string content)
    {
        Write(_directory["a.svg"], Encoding.UTF8.GetBytes(content));

        Assert.Equal(
            [_directory["products"] + ":2: image: 'a.svg' is not a picture; expected one of svg, png, jpg, webp"],
            await RefusedAsync("sku,name,price,image\na,A,1,a.svg\n"));
        Assert.False(Directory.Exists(Options.PictureDirectory));
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_refused()
    {
        Write(_directory["a.png"], [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[512 * 1024]]);

        Assert.Equal([_directory["products"] + ":2: image: 'a.png' is larger than 512 KiB"], await RefusedAsync("sku,name,price,image\na,A,1,a.png\n"));
    }

    private CatalogOptions Options => TestSettings.Of(_directory["data"]).Read("catalog", CatalogOptions.Reader(_directory["data"]));

    private static KitOptions Kit(string currency) => TestSettings.Of("data", ("kit.id", "kit-17"), ("kit.currency", currency)).Read("kit", KitOptions.Read);

    private static void Write(string path, byte[] content)
    {
        using var file = File.Create(path);
        file.Write(content);
    }

    private async Task<(CatalogImport? Import, IReadOnlyList<string> Errors)> TryReadAsync(byte[] content, string currency = "EUR")
    {
        Write(_directory["products"], content);
        return await CatalogModule.ReadImportAsync(_directory["products"], Options, Kit(currency), Cancel);
    }

    private Task<IReadOnlyList<CatalogImportItem>> ReadAsync(string content, string currency = "EUR") => ReadAsync(Encoding.UTF8.GetBytes(content), currency);

    private async Task<IReadOnlyList<CatalogImportItem>> ReadAsync(byte[] content, string currency = "EUR")
    {
        var (import, errors) = await TryReadAsync(content, currency);
        Assert.Empty(errors);
        return import!.Items;
    }

    private async Task<IReadOnlyList<string>> RefusedAsync(string content)
    {
        var (import, errors) = await TryReadAsync(Encoding.UTF8.GetBytes(content));
        Assert.Null(import);
        return errors;
    }
}
