using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using EdgeKit.Pages.Support;
using EdgeKit.Testing;

namespace EdgeKit.Pages;

public sealed partial class PagesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.StartAsync(_data, ("kit.name", "Row C <b>& friends"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/assets/page.css", "text/css; charset=utf-8")]
    [InlineData("/assets/page.js", "text/javascript; charset=utf-8")]
    [InlineData("/assets/icon.svg", "image/svg+xml")]
    public async Task A_file_comes_with_its_type_and_lets_nothing_foreign_run(string path, string type)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-cache", Header(answer, "Cache-Control"));
        Assert.Equal("Accept-Encoding", Header(answer, "Vary"));
        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("zstd", "")]
    [InlineData("", "")]
    public async Task It_comes_compressed_where_that_is_understood_and_is_the_same(string accepted, string encoding)
    {
        var plain = await TextAsync("/assets/page.css");
        using var answer = await GetAsync("/assets/page.css", accepted);

        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await using Stream decoded = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(decoded);
        Assert.Equal(plain, await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task The_whole_page_is_small()
    {
        long bytes = 0;
        foreach (var path in await PathsAsync())
        {
            using var answer = await GetAsync(path, "br");
            bytes += answer.Content.Headers.ContentLength!.Value;
        }

        Assert.InRange(bytes, 1000, 25_000);
    }

    [Fact]
    public async Task The_player_is_carried_along_with_its_licence()
    {
        using var player = await GetAsync("/assets/hls.js", "gzip");

        Assert.Equal("text/javascript; charset=utf-8", player.Content.Headers.ContentType?.ToString());
        Assert.InRange(player.Content.Headers.ContentLength ?? 0, 50_000, 150_000);
        Assert.Contains("Apache License", await TextAsync("/assets/hls.license.txt"), StringComparison.Ordinal);
        Assert.Contains("media-src 'self' blob:", Header(player, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_the_browser_has_is_not_sent_again(string accepted)
    {
        using var first = await GetAsync("/", accepted);
        using var again = await GetAsync("/", accepted, first.Headers.ETag);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Another_encoding_is_another_thing()
    {
        using var compressed = await GetAsync("/", "br");
        using var plain = await GetAsync("/", "", compressed.Headers.ETag);

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.NotEqual(compressed.Headers.ETag, plain.Headers.ETag);
    }

    [Fact]
    public async Task A_head_request_gets_the_headers_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await _stall.Http.SendAsync(request, Cancel);

        Assert.InRange(answer.Content.Headers.ContentLength ?? 0, 1000, 100_000);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_kits_name_is_text_and_never_markup()
    {
        var page = await TextAsync("/");

        Assert.Contains("<h1>Row C &lt;b&gt;&amp; friends</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{kit}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_stands_inline_that_the_policy_forbids()
    {
        var page = await TextAsync("/");

        Assert.DoesNotMatch(InlineScript(), page);
        Assert.DoesNotMatch(InlineStyle(), page);
        Assert.DoesNotMatch(InlineHandler(), page);
    }

    [Theory]
    [InlineData("<script>go()</script>")]
    [InlineData("<style>a{}</style>")]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<img src=x onerror=go()>")]
    public void What_must_not_stand_inline_would_be_found(string planted) =>
        Assert.True(InlineScript().IsMatch(planted) || InlineStyle().IsMatch(planted) || InlineHandler().IsMatch(planted));

    [Fact]
    public async Task Every_file_that_is_named_is_there_and_none_is_from_elsewhere()
    {
        var paths = await PathsAsync();

        Assert.InRange(paths.Count, 6, 20);
        foreach (var path in paths)
        {
            var text = (await TextAsync(path)).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.DoesNotMatch("https?://|[\"'(]//", text);
        }
    }

    [Fact]
    public async Task Without_script_the_page_says_so_and_leads_to_what_programs_read()
    {
        var page = await TextAsync("/");
        var without = page[page.IndexOf("<noscript>", StringComparison.Ordinal)..page.IndexOf("</noscript>", StringComparison.Ordinal)];

        Assert.All(["/api/v1/uplink", "/api/v1/orders?latest=20", "/api/v1/stock", "/api/v1/catalog"], link =>
            Assert.Contains($"href=\"{link}\"", without, StringComparison.Ordinal));
    }

    [GeneratedRegex("<script(?![^>]*\\ssrc=)[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<style|\\sstyle\\s*=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineStyle();

    [GeneratedRegex("<[^>]*\\son[a-z]+\\s*=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("(?:href|src)=\"(?<path>/assets/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AssetLink();

    [GeneratedRegex("from \"\\./(?<file>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptImport();

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));

    private async Task<HttpResponseMessage> GetAsync(string path, string accepted = "", EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await _stall.Http.SendAsync(request, Cancel);
    }

    private async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<IReadOnlyCollection<string>> PathsAsync()
    {
        var paths = AssetLink().Matches(await TextAsync("/")).Select(static match => match.Groups["path"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var script in paths.Where(static path => path.EndsWith(".js", StringComparison.Ordinal)).ToList())
        {
            paths.UnionWith(ScriptImport().Matches(await TextAsync(script)).Select(static match => "/assets/" + match.Groups["file"].Value));
        }

        return [.. paths, "/"];
    }
}
