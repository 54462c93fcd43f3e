using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Ingest;

/// <summary>Whatever is sent, the answer is a problem document that says what is wrong, and nothing is kept.</summary>
public sealed class BodyTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly KitLog _log = new KitLog("kit-1").SellMany(3);
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BrokenBatches => new()
    {
        { "", "not valid JSON" },
        { "{}", "array" },
        { "[1]", "event 0" },
        { "[{}]", "event 0 has no" },
        { "[", "not valid JSON" },
        { "[]x", "not valid JSON" },
        { "null", "array" },
        { $"[{new string('[', 100)}]", "event 0" },
    };

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData(null)]
    public async Task A_batch_comes_in_any_of_these_encodings(string? encoding)
    {
        using var output = new MemoryStream();
        await using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(output),
        })
        {
            await stream.WriteAsync(_log.Batch(1, 3), Cancel);
            await stream.FlushAsync(Cancel);
        }

        Assert.Equal(3, (await SendAsync(output.ToArray(), encoding)).AckSeq);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_has_gone_off()
    {
        var bomb = TestCloud.Gzip(new byte[LogEndpoints.LargestExpanded + 1]);

        var result = await SendAsync(bomb, "gzip");

        Assert.Equal((413, ProblemTypes.TooLarge), (result.Status, result.Problem?.Type));
    }

    [Fact]
    public async Task Many_bombs_at_once_take_no_more_memory_than_there_is_for_bodies()
    {
        var bomb = TestCloud.Gzip(new byte[LogEndpoints.LargestExpanded + 1]);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync(bomb, "gzip")));

        Assert.All(results, static result => Assert.True(result.Status is 413 or 503, $"{result.Status}"));
        Assert.True(_cloud.Services.GetRequiredService<BodyBudget>().TryTake(256 * 1024 * 1024), "Something was not given back.");
    }

    [Fact]
    public async Task A_body_larger_than_it_may_be_on_the_wire_is_413()
    {
        var result = await SendAsync(new byte[LogEndpoints.LargestCompressed + 1], "identity");

        Assert.Equal((413, ProblemTypes.TooLarge), (result.Status, result.Problem?.Type));
    }

    [Fact]
    public async Task More_records_than_a_batch_may_have_are_413()
    {
        var log = new KitLog("kit-1").SellMany(LogEndpoints.MostRecords + 1);

        Assert.Equal(413, (await _cloud.PushAsync(log, 1, LogEndpoints.MostRecords + 1)).Status);
        Assert.Equal(LogEndpoints.MostRecords, (await _cloud.PushAsync(log, 1, LogEndpoints.MostRecords)).AckSeq);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_is_cut_off_or_of_another_encoding_is_400(string encoding)
    {
        var whole = TestCloud.Gzip(_log.Batch(1, 3));

        var cut = await SendAsync(whole[..(whole.Length / 2)], encoding);
        var plain = await SendAsync(_log.Batch(1, 3), encoding);

        Assert.Equal((400, ProblemTypes.BadRequest), (cut.Status, cut.Problem?.Type));
        Assert.Equal((400, ProblemTypes.BadRequest), (plain.Status, plain.Problem?.Type));
        Assert.Empty(await _cloud.OrdersAsync());
    }

    [Theory]
    [InlineData("application/json", "identity")]
    [InlineData("text/html", "identity")]
    [InlineData("application/cloudevents-batch+json", "zstd")]
    [InlineData("application/cloudevents-batch+json", "gzip, gzip")]
    public async Task A_kind_or_encoding_that_is_not_taken_is_415(string contentType, string encoding)
    {
        var result = await SendAsync(_log.Batch(1, 3), encoding, contentType);

        Assert.Equal((415, ProblemTypes.MediaType), (result.Status, result.Problem?.Type));
    }

    [Theory]
    [MemberData(nameof(BrokenBatches))]
    public async Task What_is_no_batch_is_400_and_says_why(string body, string detail)
    {
        var result = await SendAsync(Encoding.UTF8.GetBytes(body), "identity");

        Assert.Equal((400, ProblemTypes.BadRequest), (result.Status, result.Problem?.Type));
        Assert.Contains(detail, result.Problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_400_or_set_aside_and_never_500()
    {
        var batch = _log.Batch(1, 3);
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var spoilt = batch.ToArray();
            spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            Assert.True((await SendAsync(spoilt, "identity")).Status is 200 or 400 or 409 or 415);
        }
    }

    [Theory]
    [InlineData("kit-2", "[0].source")]
    [InlineData("kit-1/x", "[0].source")]
    public async Task The_records_of_another_kit_are_400(string sourceKit, string field)
    {
        var other = new KitLog(sourceKit).SellMany(1);

        var result = await SendAsync(other.Batch(1, 1), "identity", incarnation: other.Incarnation.ToString("D"));

        Assert.Equal((400, field), (result.Status, result.Problem?.Field));
    }

    [Fact]
    public async Task The_header_must_name_the_records_incarnation()
    {
        Assert.Equal("Edge-Incarnation", (await SendAsync(_log.Batch(1, 3), "identity", incarnation: Guid.Empty.ToString("D"))).Problem?.Field);
        Assert.Equal("Edge-Incarnation", (await SendAsync(_log.Batch(1, 3), "identity", incarnation: "x")).Problem?.Field);
        Assert.Equal("Edge-Incarnation", (await SendAsync("[]"u8.ToArray(), "identity", incarnation: null)).Problem?.Field);
        Assert.Equal(3, (await SendAsync(_log.Batch(1, 3), "identity", incarnation: null)).AckSeq);
    }

    [Fact]
    public async Task Records_with_a_hole_between_them_are_400()
    {
        var text = Encoding.UTF8.GetString(_log.Batch(1, 1))[..^1] + "," + Encoding.UTF8.GetString(_log.Batch(3, 3))[1..];

        Assert.Equal("[1].id", (await SendAsync(Encoding.UTF8.GetBytes(text), "identity")).Problem?.Field);
    }

    [Theory]
    [InlineData("/v1/kits/a_b/log")]
    [InlineData("/v1/kits/%20/log")]
    public async Task A_kit_that_cannot_be_is_400(string path)
    {
        using var content = new ByteArrayContent("[]"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };

        Assert.Equal("kit", (await _cloud.SendAsync(request)).Problem?.Field);
    }

    [Theory]
    [InlineData("GET", "/v1/orders?since=x", 400)]
    [InlineData("GET", "/v1/orders?limit=0", 400)]
    [InlineData("GET", "/v1/orders?limit=1001", 400)]
    [InlineData("GET", "/v1/orders?kit=a%00b", 400)]
    [InlineData("GET", "/v1/ledger?since=%27", 400)]
    [InlineData("GET", "/v1/kits/kit-1/feed?wait=-1", 400)]
    [InlineData("GET", "/v1/kits/kit-1/feed?wait=NaN", 400)]
    [InlineData("GET", "/v1/catalog", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("DELETE", "/v1/orders", 405)]
    public async Task Every_error_is_a_problem_document(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _cloud.Client.SendAsync(request, Cancel);

        Assert.Equal((status, Problem.ContentType), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private async Task<PushResult> SendAsync(byte[] body, string? encoding, string contentType = CloudEventBatch.ContentType, string? incarnation = "")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/kits/kit-1/log") { Content = content };
        if (incarnation is not null)
        {
            request.Headers.Add("Edge-Incarnation", incarnation.Length == 0 ? _log.Incarnation.ToString("D") : incarnation);
        }

        return await _cloud.SendAsync(request);
    }
}
