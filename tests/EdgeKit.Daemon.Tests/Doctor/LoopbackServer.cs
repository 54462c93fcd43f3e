using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Daemon.Tests.Doctor;

/// <summary>A web server on loopback that answers as a test wants.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;

    private LoopbackServer(WebApplication app, X509Certificate2? certificate)
    {
        (_app, _certificate) = (app, certificate);
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    /// <summary>Starts it; with TLS where a folder has <c>server.pem</c> and <c>server.key</c>.</summary>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, string? certificates, CancellationToken cancellationToken)
    {
        var certificate = certificates is null ? null : X509Certificate2.CreateFromPemFile(Path.Combine(certificates, "server.pem"), Path.Combine(certificates, "server.key"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(cancellationToken);
        return new LoopbackServer(app, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }
}
