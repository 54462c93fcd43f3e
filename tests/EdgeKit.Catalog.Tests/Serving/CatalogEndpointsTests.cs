using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Testing;
using static EdgeKit.Catalog.Tests.CatalogKit;

namespace EdgeKit.Catalog.Tests.Serving;

public sealed class CatalogEndpointsTests : IAsyncLifetime
{
    private const string Catalog = "/api/v1/catalog";

    private readonly TemporaryDirectory _data = new();
    private CatalogKit _kit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await CatalogKit.StartAsync(_data.Path, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_catalogue_is_as_the_contract_says()
    {
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [Item("a", image: "https://x.example/a.png"), new CatalogItem("b", "B", new Money(1, "EUR"))]), Cancel);

        using var answer = await SendAsync(HttpMethod.Get);

        Assert.Equal(
            """{"version":"7","items":[{"sku":"a","name":"Item a","price":{"amount":500,"currency":"EUR"},"taxRate":0.19,"image":"https://x.example/a.png","category":"Food"},{"sku":"b","name":"B","price":{"amount":1,"currency":"EUR"}}]}""",
            await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("application/json", "no-cache"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString()));
        Assert.False(answer.Headers.ETag!.IsWeak);
    }

    [Fact]
    public async Task An_empty_catalogue_is_served_too()
    {
        using var answer = await SendAsync(HttpMethod.Get);

        Assert.Empty((await answer.Content.ReadFromJsonAsync(ContractsJson.Default.CatalogSnapshot, Cancel))!.Items);
    }

    [Theory]
    [InlineData("{0}", HttpStatusCode.NotModified)]
    [InlineData("W/{0}", HttpStatusCode.NotModified)]
    [InlineData("\"x\", W/\"y\", {0}", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"x\"", HttpStatusCode.OK)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    public async Task Who_has_it_is_not_sent_it_again(string ifNoneMatch, HttpStatusCode status)
    {
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [Item("a")]), Cancel);
        using var first = await SendAsync(HttpMethod.Get);

        using var second = await SendAsync(HttpMethod.Get, ("If-None-Match", ifNoneMatch.Replace("{0}", first.Headers.ETag!.Tag, StringComparison.Ordinal)));

        Assert.Equal(status, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(status == HttpStatusCode.OK, (await second.Content.ReadAsByteArrayAsync(Cancel)).Length > 0);
    }

    [Fact]
    public async Task A_change_has_another_tag()
    {
        using var empty = await SendAsync(HttpMethod.Get);
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [Item("a")]), Cancel);

        using var changed = await SendAsync(HttpMethod.Get, ("If-None-Match", empty.Headers.ETag!.Tag));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip;q=1, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("zstd", null)]
    [InlineData("nonsense;;", null)]
    public async Task It_is_packed_as_the_client_likes(string accept, string? encoding)
    {
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [.. Enumerable.Range(0, 40).Select(static number => Item($"sku-{number}"))]), Cancel);
        using var plain = await SendAsync(HttpMethod.Get);

        using var answer = await SendAsync(HttpMethod.Get, ("Accept-Encoding", accept));

        var stream = await answer.Content.ReadAsStreamAsync(Cancel);
        await using var unpacked = encoding switch { "br" => new BrotliStream(stream, CompressionMode.Decompress), "gzip" => new GZipStream(stream, CompressionMode.Decompress), _ => stream };
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancel), await reader.ReadToEndAsync(Cancel));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(encoding is null, plain.Headers.ETag!.Equals(answer.Headers.ETag));
    }

    [Fact]
    public async Task HEAD_has_the_headers_and_no_body()
    {
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [Item("a")]), Cancel);
        using var get = await SendAsync(HttpMethod.Get);

        using var head = await SendAsync(HttpMethod.Head);

        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_picture_is_served_so_that_it_can_do_no_harm()
    {
        var name = new string('a', 32) + ".svg";
        Directory.CreateDirectory(_kit.Options.PictureDirectory);
        await using (var file = File.Create(Path.Combine(_kit.Options.PictureDirectory, name)))
        {
            await file.WriteAsync("<svg/>"u8.ToArray(), Cancel);
        }

        using var answer = await SendAsync(HttpMethod.Get, path: $"{Catalog}/images/{name}");
        using var again = await SendAsync(HttpMethod.Get, ("If-None-Match", answer.Headers.ETag!.Tag), $"{Catalog}/images/{name}");

        Assert.Equal("<svg/>", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("..%2Fsnapshot.json")]
    [InlineData("..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("snapshot.json")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.svg")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.html")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.svg")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.svg%00")]
    public async Task Nothing_else_is_served_from_there(string name)
    {
        await _kit.Sale.ReceiveAsync(new CatalogSnapshot("7", [Item("a")]), Cancel);

        using var answer = await SendAsync(HttpMethod.Get, path: $"{Catalog}/images/{name}");

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task An_import_is_answered_with_what_it_did()
    {
        using var answer = await PostAsync("""{"items":[{"sku":"a","name":"A","price":{"amount":1250,"currency":"EUR"},"taxRate":0.19,"stock":3},{"sku":"b","name":"B","price":{"amount":1,"currency":"EUR"}}]}""");

        var report = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.CatalogImportReport, Cancel))!;
        Assert.Equal((HttpStatusCode.OK, 2, 2, 1), (answer.StatusCode, report.Items, report.Added, report.Opened));
        Assert.Equal(["b"], report.WithoutStock);
        Assert.Equal(3, _kit.Stock.Counts["a"]);
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("", "body")]
    [InlineData("[]", "items")]
    [InlineData("""{"items":[{"sku":"a","name":"A","price":{"amount":1,"currency":"EUR"}},{"sku":"b","name":"B"}]}""", "items[1].price")]
    [InlineData("""{"items":[{"sku":"a","name":"A","price":{"amount":1,"currency":"EUR"},"image":"images/a.svg"}]}""", "items[0].image")]
    [InlineData("""{"items":[{"sku":"a","name":"A","price":{"amount":1,"currency":"EUR"},"image":"/api/v1/catalog/images/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.svg"}]}""", "items[0].image")]
    [InlineData("""{"items":[],"items":[]}""", "body")]
    public async Task A_wrong_import_is_told_by_item_and_field(string body, string field)
    {
        using var answer = await PostAsync(body);

        var problem = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel))!;
        Assert.Equal((HttpStatusCode.BadRequest, ProblemTypes.BadRequest, field), (answer.StatusCode, problem.Type, problem.Field));
        Assert.Equal(Problem.ContentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_kit.Items);
    }

    [Fact]
    public async Task An_import_that_is_too_large_or_not_JSON_is_refused()
    {
        using var large = await PostAsync($$"""{"items":"{{new string(' ', 8 << 20)}}"}""");
        using var form = await _kit.Client.PostAsync(new Uri($"{Catalog}/import", UriKind.Relative), new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }

    [Fact]
    public async Task A_disk_that_cannot_keep_it_is_told()
    {
        _kit.Stock.Fails = "The disk is full.";

        using var answer = await PostAsync("""{"items":[{"sku":"a","name":"A","price":{"amount":1,"currency":"EUR"},"stock":1}]}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("The disk is full.", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel))!.Detail);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, (string Name, string Value)? header = null, string path = Catalog)
    {
        var request = new HttpRequestMessage(method, path);
        if (header is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _kit.Client.SendAsync(request, Cancel);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _kit.Client.PostAsync(new Uri($"{Catalog}/import", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
}
