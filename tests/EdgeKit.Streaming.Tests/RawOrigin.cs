using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeKit.Streaming.Tests;

/// <summary>An origin that says whatever a test writes, well formed or not.</summary>
internal sealed class RawOrigin : IAsyncDisposable
{
    private readonly Func<RawExchange, Task> _answer;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;

    private RawOrigin(Func<RawExchange, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The folder of the stream.</summary>
    public Uri Root => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/o/"));

    /// <summary>What was asked for, without queries.</summary>
    public IReadOnlyCollection<string> Paths => _paths;

    /// <summary>Each request is one call of <paramref name="answer"/>; then its connection ends.</summary>
    public static RawOrigin Start(Func<RawExchange, Task> answer) => new(answer);

    /// <summary>How often <paramref name="path"/>, below the folder, was asked for.</summary>
    public int RequestsOf(string path) => _paths.Count(asked => asked == "/o/" + path);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                if (await RawExchange.ReadAsync(client.GetStream(), _ended.Token) is not { } exchange)
                {
                    return;
                }

                _paths.Enqueue(exchange.Path);
                await _answer(exchange);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Who asked has gone, or the test is over.
            }
        }
    }
}
