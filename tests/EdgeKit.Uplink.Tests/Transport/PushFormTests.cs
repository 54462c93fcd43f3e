using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Uplink.Tests.Transport;

/// <summary>In which form batches go, on a real connection to a cloud that knows one or both.</summary>
public sealed class PushFormTests : IAsyncDisposable
{
    private readonly MemoryFeed _feed = new();
    private readonly List<(string? Type, string Encoding, byte[] Body)> _got = [];
    private readonly AnsweringCloud _cloud;
    private bool _knowsCompact = true;

    public PushFormTests()
    {
        _cloud = new AnsweringCloud(AnswerAsync);
        _feed.Append(50);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_cloud_that_knows_the_compact_form_gets_it()
    {
        var transport = await _cloud.ConnectAsync(_feed, Cancel);

        Assert.IsType<PushResult.Acknowledged>(await PushAsync(transport));

        var (type, encoding, body) = Assert.Single(_got);
        Assert.Equal((CompactBatch.ContentType, "zstd"), (type, encoding));
        Assert.Equal(50, CompactBatch.Read(Zstandard.Expand(body, 1 << 20), _feed.Incarnation, 50, 1 << 20).Records.Count);
    }

    [Fact]
    public async Task A_cloud_that_does_not_know_it_gets_CloudEvents_from_then_on()
    {
        var transport = await _cloud.ConnectAsync(_feed, Cancel);
        _knowsCompact = false;

        Assert.IsType<PushResult.AnotherWay>(await PushAsync(transport));
        Assert.IsType<PushResult.Acknowledged>(await PushAsync(transport));

        Assert.Equal((CloudEventBatch.ContentType, "gzip"), (_got[^1].Type, _got[^1].Encoding));
    }

    [Fact]
    public async Task Whoever_wants_CloudEvents_says_so()
    {
        var transport = await _cloud.ConnectAsync(_feed, Cancel, ("uplink.format", "json"));

        await PushAsync(transport);

        Assert.Equal(CloudEventBatch.ContentType, Assert.Single(_got).Type);
    }

    private async Task<PushResult> PushAsync(HttpTransport transport) => await transport.PushAsync(new PushBatch(1, await _feed.ReadAsync(0, 50, Cancel)), Cancel);

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, Cancel);
        _got.Add((context.Request.ContentType, context.Request.Headers.ContentEncoding.ToString(), body.ToArray()));
        if (context.Request.ContentType == CompactBatch.ContentType && !_knowsCompact)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        await context.Response.WriteAsJsonAsync(new PushAnswer(_feed.Incarnation, 50, "", DateTimeOffset.UnixEpoch), ContractsJson.Default.PushAnswer, "application/json", Cancel);
    }
}
