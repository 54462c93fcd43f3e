using System.Net;
using EdgeKit.Market.Exchange;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Market.Tests.Support;

/// <summary>The stall's network in memory: carries requests to the listeners of kits by their address, as badly as a test wants.</summary>
internal sealed class TestLan
{
    private readonly Dictionary<string, (MarketListener Listener, IServiceProvider Services)> _listeners = new(StringComparer.Ordinal);
    private readonly List<(string To, Recorded Request)> _seen = [];

    /// <summary>What happens to the next request.</summary>
    public Func<HttpRequestMessage, LanFault> Fault { get; set; } = static _ => LanFault.None;

    /// <summary>Requests that arrived, their repetitions too.</summary>
    public int Arrived { get; private set; }

    /// <summary>Answers of the last replay.</summary>
    public List<(HttpStatusCode Status, byte[] Body)> Replays { get; } = [];

    public void Join(string authority, MarketListener listener, IServiceProvider services) => _listeners[authority] = (listener, services);

    public void Leave(string authority) => _listeners.Remove(authority);

    /// <summary>What a kit speaks through.</summary>
    public HttpMessageHandler Way() => new Handler(this);

    /// <summary>Sends every POST that it ever saw once more.</summary>
    public async Task ReplayAsync(CancellationToken cancellationToken)
    {
        Replays.Clear();
        foreach (var (to, request) in _seen.Where(static seen => seen.Request.Method == "POST").ToList())
        {
            if (_listeners.ContainsKey(to))
            {
                var answer = await DeliverAsync(to, request, cancellationToken);
                Replays.Add((answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken)));
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var to = message.RequestUri!.Authority;
        var fault = Fault(message);
        var request = await Recorded.OfAsync(message, cancellationToken);
        if (fault == LanFault.RequestLost || !_listeners.ContainsKey(to))
        {
            throw new HttpRequestException("lost on the way");
        }

        _seen.Add((to, request));
        var answer = await DeliverAsync(to, request, cancellationToken);
        switch (fault)
        {
            case LanFault.AnswerLost:
                throw new HttpRequestException("lost on the way back");
            case LanFault.Doubled:
                return await DeliverAsync(to, request, cancellationToken);
            case LanFault.Replayed:
                await ReplayAsync(cancellationToken);
                return answer;
            default:
                return answer;
        }
    }

    private async Task<HttpResponseMessage> DeliverAsync(string to, Recorded request, CancellationToken cancellationToken)
    {
        Arrived++;
        var (listener, services) = _listeners[to];
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        context.Request.Method = request.Method;
        context.Request.Path = request.Path;
        context.Request.Body = new MemoryStream(request.Body);
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        foreach (var (name, value) in request.Headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Response.Body = body;
        await listener.AnswerAsync(context);
        var answer = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, value) in context.Response.Headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        return answer;
    }

    private sealed record Recorded(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
    {
        public static async Task<Recorded> OfAsync(HttpRequestMessage message, CancellationToken cancellationToken) => new(
            message.Method.Method,
            message.RequestUri!.AbsolutePath,
            [.. message.Headers.Select(static header => KeyValuePair.Create(header.Key, string.Join(",", header.Value)))],
            message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private sealed class Handler(TestLan lan) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => lan.SendAsync(request, cancellationToken);
    }
}
