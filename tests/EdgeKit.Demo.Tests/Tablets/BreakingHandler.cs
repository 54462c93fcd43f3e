namespace EdgeKit.Demo.Tablets;

/// <summary>Fails the first request before it leaves.</summary>
internal sealed class BreakingHandler(Exception fault) : DelegatingHandler(new SocketsHttpHandler())
{
    private Exception? _fault = fault;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _fault, null) is { } now ? throw now : await base.SendAsync(request, cancellationToken);
}
