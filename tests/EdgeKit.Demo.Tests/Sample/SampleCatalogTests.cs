using System.Xml.Linq;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Testing;

namespace EdgeKit.Demo.Sample;

public sealed class SampleCatalogTests
{
    private static readonly string[] Harmless = ["svg", "g", "path", "circle", "ellipse", "rect", "title"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pictures => [.. SampleCatalog.Files.Where(static file => file.EndsWith(".svg", StringComparison.Ordinal))];

    [Fact]
    public async Task It_has_about_forty_items_each_with_its_own_key_and_name()
    {
        var items = await ItemsAsync();

        Assert.InRange(items.Count, 35, 50);
        Assert.Equal(items.Count, items.Select(static item => item.Sku).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(items.Count, items.Select(static item => item.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(items, static item => Assert.Matches("^[a-z0-9-]{1,64}$", item.Sku));
    }

    [Fact]
    public async Task Prices_and_taxes_are_those_of_a_german_market() =>
        Assert.All(await ItemsAsync(), static item =>
        {
            Assert.Equal("EUR", item.Price.Currency);
            Assert.InRange(item.Price.Amount, 100, 20_000);
            Assert.True(item.TaxRate is 0.07m or 0.19m);
        });

    [Fact]
    public async Task Some_things_are_scarce_and_others_plenty()
    {
        var items = await ItemsAsync();

        Assert.InRange(items.Count(static item => item.Stock == 3), 2, 6);
        Assert.InRange(items.Count(static item => item.Stock >= 50), 5, 20);
        Assert.All(items, static item => Assert.InRange(item.Stock ?? 0, 1, 500));
    }

    [Fact]
    public async Task Each_item_has_a_picture_and_each_picture_an_item()
    {
        var named = (await ItemsAsync()).Select(static item => item.Image!);

        Assert.Equal(Pictures.Select(static row => row.Data).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_picture_is_small_and_holds_shapes_only(string file)
    {
        await using var stream = SampleCatalog.Open(file);
        Assert.InRange(stream.Length, 100, 3000);

        var picture = await XDocument.LoadAsync(stream, LoadOptions.None, Cancel);

        Assert.All(picture.Descendants(), static element =>
        {
            Assert.Contains(element.Name.LocalName, Harmless);
            Assert.DoesNotContain(element.Attributes(), static attribute =>
                attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "href" or "style");
        });
    }

    [Fact]
    public async Task Written_to_a_directory_the_pictures_lie_beside_the_file_to_import()
    {
        using var directory = new TemporaryDirectory();

        var file = await SampleCatalog.WriteAsync(directory["sample"], Cancel);

        Assert.Equal(directory["sample/catalog.json"], file);
        Assert.All(await ItemsAsync(), item => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, item.Image!))));
    }

    private static async Task<IReadOnlyList<CatalogImportItem>> ItemsAsync() => (await SampleCatalog.ReadAsync(Cancel)).Items;
}
