using System.Net.Http.Headers;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Ingest;

/// <summary>The same log in its compact form: the same ledger, and nothing that a body can do to the cloud.</summary>
public sealed class CompactTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Forms_mixed_shuffled_and_sent_five_times_give_the_very_log()
    {
        var log = new KitLog("kit-1").SellMany(60);
        log.Add("SomethingNewer", """{"b": [1, 2]}""");
        log.SellMany(40);
        var random = new Random(3);
        var next = 1L;
        while (next <= log.Records.Count)
        {
            foreach (var _ in Enumerable.Range(0, 5))
            {
                var first = random.NextInt64(1, next + 1);
                var last = Math.Min(log.Records.Count, first + random.Next(0, 30));
                var result = random.Next(3) switch
                {
                    0 => await _cloud.PushAsync(log, first, last),
                    1 => await SendAsync(log, Compact(log, first, last), null),
                    _ => await SendPackedAsync(log, Compact(log, first, last)),
                };
                next = Math.Max(next, result.AckSeq!.Value + 1);
            }
        }

        using var response = await _cloud.Client.GetAsync(new Uri("/v1/events?limit=1000", UriKind.Relative), Cancel);
        var (_, records) = CloudEventBatch.Read(await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(log.Records.Select(HashChain.Of), records.Select(HashChain.Of));
        Assert.Equal(100, (await _cloud.OrdersAsync()).Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd, zstd")]
    public async Task An_encoding_that_is_not_taken_is_415(string encoding)
    {
        var log = new KitLog("kit-1").SellMany(3);

        Assert.Equal(415, (await SendAsync(log, Compact(log, 1, 3), encoding)).Status);
    }

    [Fact]
    public async Task What_is_no_batch_is_400_and_says_why()
    {
        var log = new KitLog("kit-1").SellMany(100);
        var whole = Compact(log, 1, 100);

        Assert.Equal((400, ProblemTypes.BadRequest), Outcome(await SendAsync(log, whole[..^1], null)));
        Assert.Equal((400, ProblemTypes.BadRequest), Outcome(await SendAsync(log, whole, "zstd")));
        Assert.Equal((400, ProblemTypes.BadRequest), Outcome(await SendAsync(log, Zstandard.Compress(whole)![..^1], "zstd")));
        Assert.Equal((400, ProblemTypes.BadRequest), Outcome(await SendAsync(log, CompactBatch.Write(Guid.Empty, log.Records, isNamed: true).ToArray(), null)));
        Assert.Empty(await _cloud.OrdersAsync());
    }

    [Fact]
    public async Task Spoilt_bytes_are_never_500()
    {
        var log = new KitLog("kit-1").SellMany(20);
        var whole = Compact(log, 1, 20);
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var spoilt = whole.ToArray();
            spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            Assert.True((await SendAsync(log, spoilt, null)).Status is 200 or 400 or 409 or 413);
        }
    }

    [Fact]
    public async Task A_small_body_that_stands_for_much_is_413_and_its_memory_is_given_back()
    {
        var log = new KitLog("kit-1").SellMany(LogEndpoints.MostRecords + 1);
        var (bomb, many) = (Zstandard.Compress(new byte[4 << 20])!, Zstandard.Compress(Compact(log, 1, LogEndpoints.MostRecords + 1))!);

        Assert.Equal((413, ProblemTypes.TooLarge), Outcome(await SendAsync(log, bomb, "zstd")));
        Assert.Equal((413, ProblemTypes.TooLarge), Outcome(await SendAsync(log, many, "zstd")));
        Assert.Equal(2000, (await SendPackedAsync(log, Compact(log, 1, 2000))).AckSeq);
        Assert.True(_cloud.Services.GetRequiredService<BodyBudget>().TryTake(256 * 1024 * 1024), "Something was not given back.");
    }

    [Fact]
    public void Every_type_of_record_that_a_kit_writes_is_known()
    {
        var types = typeof(RecordTypes).GetFields().Select(static field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, static type => Assert.False(
            RecordReader.Read(Guid.Empty, new LogRecord(1, type, default, 0, 0, "{}"u8.ToArray())) is RecordMeaning.Unclear(var why) && why.EndsWith("is not known", StringComparison.Ordinal), type));
    }

    private static (int Status, string? Type) Outcome(PushResult result) => (result.Status, result.Problem?.Type);

    private static byte[] Compact(KitLog log, long first, long last) =>
        CompactBatch.Write(log.Incarnation, [.. log.Records.Skip((int)first - 1).Take((int)(last - first + 1))]).ToArray();

    private Task<PushResult> SendPackedAsync(KitLog log, byte[] batch) =>
        Zstandard.Compress(batch) is { } packed ? SendAsync(log, packed, "zstd") : SendAsync(log, batch, null);

    private async Task<PushResult> SendAsync(KitLog log, byte[] body, string? encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(CompactBatch.ContentType);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/kits/{log.Kit}/log") { Content = content };
        request.Headers.Add("Edge-Incarnation", log.Incarnation.ToString("D"));
        return await _cloud.SendAsync(request);
    }
}
