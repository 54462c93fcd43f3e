using System.Net;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Daemon.Http;

namespace EdgeKit.Daemon.Tests.Doctor;

/// <summary>A running daemon that says what a test wants.</summary>
internal sealed class FakeDaemon : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> _answers = new(StringComparer.Ordinal);

    public static KitStatus Well { get; } = new(
        "kit-17", "Row C", "EUR", "1.0", 60, Ready: true, "ready", new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero), ClockState.Ntp, 59 << 20, []);

    public FakeDaemon Says(string route, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers[route] = (status, body);
        return this;
    }

    public RunningKit Run(KitStatus? status = null, int? pid = null) => RunningKit.Of(new HttpClient(this) { BaseAddress = new Uri("http://kit.test/") }, status ?? Well, pid);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, body) = _answers[request.RequestUri!.AbsolutePath];
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
