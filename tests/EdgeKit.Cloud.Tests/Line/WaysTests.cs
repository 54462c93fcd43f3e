using System.Buffers;
using System.Net.Http.Headers;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Mqtt;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Line;

/// <summary>One log by every way into the cloud, in pieces out of order, each many times, broken off anywhere: the very same ledger.</summary>
public sealed class WaysTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncDisposable
{
    private const int Copies = 5;

    private readonly TestIdentity _identity = new();
    private readonly Random _random = new(42);
    private readonly KitLog _log = Evening();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _identity.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_way_gives_the_same_ledger()
    {
        (string Name, Func<TestCloud, long, long, Task> Send)[] ways =
        [
            ("JSON by HTTP", (cloud, first, last) => cloud.PushAsync(_log, first, last)),
            ("compact by HTTP", CompactAsync),
            ("a line", LineAsync),
            ("MQTT", MailAsync),
            ("fetched from the kit", PullAsync),
            ("a file", (cloud, first, last) => cloud.IngestFileAsync(_log, first, last)),
        ];
        var expected = await LedgerAsync("once, in order", static (_, _, _) => Task.CompletedTask);
        foreach (var (name, send) in ways)
        {
            Assert.Equal(expected, await LedgerAsync(name, send));
        }

        Assert.Equal(expected, await LedgerAsync("all of them", (cloud, first, last) => ways[_random.Next(ways.Length)].Send(cloud, first, last)));
        Assert.Contains(expected, static line => line.StartsWith("TEA", StringComparison.Ordinal));
    }

    private static KitLog Evening()
    {
        var log = new KitLog("kit-1");
        var random = new Random(7);
        for (var order = 0; order < 150; order++)
        {
            var seq = log.Sell(random.Next(2) == 0 ? "TEA" : "BAO", random.Next(1, 4), random.Next(4) == 0 ? OrderStatus.Open : OrderStatus.Paid);
            switch (random.Next(6))
            {
                case 0:
                    log.TakeBack(RecordTypes.OrderVoided, seq, "TEA", 1, OrderStatus.Voided);
                    break;
                case 1:
                    log.Add("SomethingNewer", """{"b": [1, 2]}""");
                    break;
                default:
                    break;
            }
        }

        return log;
    }

    /// <summary>What a cloud has after the log has come that way, in pieces.</summary>
    private async Task<List<string>> LedgerAsync(string way, Func<TestCloud, long, long, Task> send)
    {
        var address = await stores.NewAsync(Cancel);
        await using var cloud = await TestCloud.StartAsync(address, identity: _identity);
        await cloud.Services.GetRequiredService<IStore>().WriteAsync(session => TokenTable.AddAsync(session, Role.Kit, "kit-1", new byte[32], DateTimeOffset.UnixEpoch), Cancel);
        var kept = 0L;
        while (way != "once, in order" && kept < _log.Records.Count)
        {
            // Pieces from anywhere, most of them known or too early, and among them what comes next.
            var pieces = Enumerable.Range(0, Copies).Select(_ => Piece(1 + _random.NextInt64(_log.Records.Count))).Append(Piece(kept + 1)).ToArray();
            _random.Shuffle(pieces);
            foreach (var (first, last) in pieces)
            {
                await send(cloud, first, last);
            }

            kept = (await cloud.LogAsync(_log)).LastSeq;
        }

        await cloud.PushAsync(_log, kept + 1 > _log.Records.Count ? 1 : kept + 1, _log.Records.Count);
        return await SayAsync(cloud);
    }

    private (long First, long Last) Piece(long first) => (first, Math.Min(_log.Records.Count, first + _random.Next(0, 25)));

    private static async Task<List<string>> SayAsync(TestCloud cloud)
    {
        using var response = await cloud.Client.GetAsync(new Uri("/v1/events?limit=1000", UriKind.Relative), Cancel);
        var (_, records) = CloudEventBatch.Read(await response.Content.ReadAsByteArrayAsync(Cancel));
        var orders = await cloud.OrdersAsync();
        var stock = await cloud.LedgerAsync();
        return
        [
            .. records.Select(static record => FormattableString.Invariant($"{record.Seq} {HashChain.Of(record)}")),
            .. orders.Select(static order => FormattableString.Invariant($"{order.OrderId} {order.Seq} {order.Status} {order.Total.Amount}")).Order(StringComparer.Ordinal),
            .. stock.Select(static entry => FormattableString.Invariant($"{entry.Sku} {entry.Sold} {entry.Returned}")).Order(StringComparer.Ordinal),
        ];
    }

    private List<LogRecord> Records(long first, long last) => [.. _log.Records.Skip((int)first - 1).Take((int)(last - first + 1))];

    private async Task CompactAsync(TestCloud cloud, long first, long last)
    {
        using var content = new ByteArrayContent(CompactBatch.Write(_log.Incarnation, Records(first, last)).ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(CompactBatch.ContentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/kits/kit-1/log") { Content = content };
        request.Headers.Add("Edge-Incarnation", _log.Incarnation.ToString("D"));
        await cloud.SendAsync(request);
    }

    /// <summary>A line for each piece, broken off after some of its bytes every now and then.</summary>
    private async Task LineAsync(TestCloud cloud, long first, long last)
    {
        var (line, _) = await KitEnd.OpenAsync(cloud, _log);
        await using (line)
        {
            var batch = CompactBatch.Write(_log.Incarnation, Records(first, last));
            var frame = new ArrayBufferWriter<byte>();
            LineFrames.Write(frame, new KitMessage { Records = line.Pack(batch.Span), Length = batch.Length }.Write().Span);
            var broken = _random.Next(4) == 0;
            await line.SayAsync(broken ? frame.WrittenMemory[.._random.Next(frame.WrittenCount)] : frame.WrittenMemory);
            await line.FinishAsync();
            while (await line.HearAsync() is not null)
            {
            }
        }
    }

    private async Task MailAsync(TestCloud cloud, long first, long last)
    {
        var batch = CompactBatch.Write(_log.Incarnation, Records(first, last));
        var packed = Zstandard.Compress(batch.Span);
        var message = new KitMessage { Incarnation = _log.Incarnation, Records = packed ?? batch, Length = packed is null ? 0 : batch.Length };
        var answer = await cloud.Services.GetRequiredService<KitMail>().AnswerAsync("kit-1", message.Write(), Cancel);
        Assert.True(answer is { Ack: > 0 } or { Expected: > 0 });
    }

    private async Task PullAsync(TestCloud cloud, long first, long last)
    {
        var body = new ArrayBufferWriter<byte>();
        CloudEventBatch.Write(body, _log.Source, Records(first, last));
        var (_, records) = CloudEventBatch.Read(body.WrittenMemory);
        await cloud.Services.GetRequiredService<Ingestor>().IngestAsync(new Batch("kit-1", _log.Incarnation, records), flightFrom: null, Cancel);
    }
}
