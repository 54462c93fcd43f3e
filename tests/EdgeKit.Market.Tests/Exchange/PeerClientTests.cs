using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeKit.Market.Exchange;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Tests.Support;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Market.Tests.Exchange;

/// <summary>Whoever answers in a kit's place is not believed, and whoever does not answer is not waited for.</summary>
public sealed class PeerClientTests : IAsyncDisposable
{
    private static readonly MarketKey Key = MarketKey.New();

    private readonly TestClock _clock = new();
    private readonly PeerClient _client;
    private readonly List<IAsyncDisposable> _started = [];

    public PeerClientTests() => _client = new PeerClient(new MarketSeals(Key, "night-market"), PeerClient.Connections(), _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (var started in _started)
        {
            await started.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_kit_of_the_market_is_believed_and_one_of_another_is_not()
    {
        var ours = await KitAsync(18, Key);
        var other = await KitAsync(19, MarketKey.New());

        Assert.Equal("kit-18", (await _client.MeetAsync(ours.Address, Cancel)).Stock!.Kit);
        var (stock, trouble) = await _client.MeetAsync(other.Address, Cancel);
        Assert.Null(stock);
        Assert.Contains("another key", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_no_answer()
    {
        var kit = await KitAsync(18, Key);
        byte[] answer = [];
        string? seal = null;
        var repeats = await ServerAsync(async context =>
        {
            if (seal is null)
            {
                // What somebody wrote down when the true kit was asked.
                using var http = new HttpClient();
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(kit.Address, MarketWire.StockPath));
                foreach (var header in new[] { MarketWire.NonceHeader, MarketWire.RunHeader, MarketWire.SealHeader })
                {
                    request.Headers.Add(header, context.Request.Headers[header].ToString());
                }

                using var response = await http.SendAsync(request, context.RequestAborted);
                (answer, seal) = (await response.Content.ReadAsByteArrayAsync(context.RequestAborted), response.Headers.GetValues(MarketWire.SealHeader).Single());
            }

            context.Response.Headers[MarketWire.SealHeader] = seal;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });

        Assert.NotNull((await _client.MeetAsync(repeats, Cancel)).Stock);
        Assert.Null((await _client.MeetAsync(repeats, Cancel)).Stock);
    }

    [Theory]
    [InlineData(200, "<html>sign in</html>", "another key")]
    [InlineData(302, "", "answers 302")]
    [InlineData(401, "", "another key")]
    [InlineData(404, "", "answers 404")]
    [InlineData(409, "", "another log")]
    [InlineData(429, "", "cannot answer just now")]
    [InlineData(503, "", "cannot answer just now")]
    public async Task What_is_no_sealed_answer_is_said_in_words(int status, string body, string words)
    {
        var server = await ServerAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://10.0.0.66/";
            return context.Response.WriteAsync(body, context.RequestAborted);
        });

        var (stock, trouble) = await _client.MeetAsync(server, Cancel);

        Assert.Null(stock);
        Assert.Contains(words, trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_cut()
    {
        var server = await ServerAsync(static async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[64 << 10], context.RequestAborted);
            }
        });

        Assert.NotNull((await _client.MeetAsync(server, Cancel)).Trouble);
    }

    [Fact]
    public async Task Nobody_there_is_said_at_once() =>
        Assert.Contains("is not reached", (await _client.MeetAsync(new Uri($"http://127.0.0.1:{Loopback.FreePort()}"), Cancel)).Trouble, StringComparison.Ordinal);

    [Fact]
    public async Task Who_takes_the_question_and_says_nothing_is_left_after_three_seconds()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        var asking = _client.MeetAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndPoint!).Port}"), Cancel).AsTask();
        using var connection = await silent.AcceptAsync(Cancel);
        await connection.ReceiveAsync(new byte[1], Cancel);
        Assert.Equal(TimeSpan.FromSeconds(3), await _clock.SleepAsync(Cancel));
        Assert.False(asking.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("does not answer", (await asking).Trouble);
    }

    [Fact]
    public async Task What_is_not_HTTP_is_no_kit()
    {
        using var odd = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        odd.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        odd.Listen();
        var asking = _client.MeetAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)odd.LocalEndPoint!).Port}"), Cancel).AsTask();
        using var connection = await odd.AcceptAsync(Cancel);
        await connection.SendAsync(Encoding.ASCII.GetBytes("220 mail.example ESMTP\r\n"), Cancel);

        Assert.Contains("is not reached", (await asking).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_and_leaves_is_not_answered_in_words()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _client.MeetAsync(new Uri("http://127.0.0.1:1"), left.Token));
    }

    private async Task<WireKit> KitAsync(int number, MarketKey key)
    {
        var kit = await WireKit.StartAsync(number, key, turns: false, Cancel);
        _started.Add(kit);
        return kit;
    }

    private async Task<Uri> ServerAsync(RequestDelegate answer)
    {
        var port = Loopback.FreePort();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Cancel);
        _started.Add(app);
        return new Uri($"http://127.0.0.1:{port}");
    }
}
