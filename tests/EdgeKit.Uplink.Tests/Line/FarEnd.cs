using System.Net;
using System.Threading.Channels;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>The far end of lines, at a real port with TLS and HTTP/2: a test hears what the kit says, and says what it likes.</summary>
internal sealed class FarEnd : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgekit-far-end-");
    private readonly Channel<FarLine> _lines = Channel.CreateUnbounded<FarLine>();
    private WebApplication? _server;
    private CloudConnection? _connection;

    /// <summary>What it does with a request for a line in place of opening one; null for opening it.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>Batches that came in requests of their own.</summary>
    public int Requests { get; private set; }

    /// <summary>Questions for the down feed that came in requests of their own.</summary>
    public int Pulls { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it, and gives the transport of kit-17 to it.</summary>
    public async Task<LineTransport> StartAsync(MemoryFeed feed, FakeFeedDesk desk, TimeProvider time, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, ILifeline? life = null)
    {
        await TestAuthority.WriteAsync(_folder.FullName, IPAddress.Loopback, TimeProvider.System, Cancel);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(
                        Path.Combine(_folder.FullName, "server.pem"), Path.Combine(_folder.FullName, "server.key")),
                });
            });
        });
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(Cancel);

        var settings = TestSettings.Of(
            "/nowhere", ("uplink.url", _server.Urls.First()), ("uplink.caFile", Path.Combine(_folder.FullName, "ca.pem")), ("kit.id", "kit-17"));
        var (options, kit) = (settings.Read("uplink", UplinkOptions.Read), settings.Read("kit", KitOptions.Read));
        _connection = new CloudConnection(options, kit, feed, new KitClock(time, new TestDiscipline(), Guid.Empty, DateTimeOffset.UnixEpoch), time);
        return new LineTransport(
            options, new LineHost(_connection, feed, desk, new KeepAlive(time), life ?? _connection, time), new HttpTransport(options, kit, feed, _connection, time), new UplinkBell(time),
            new FakeLogger<LineTransport>());
    }

    /// <summary>The next line that the kit opens; its standing is not said yet.</summary>
    public async Task<FarLine> LineAsync() => await _lines.Reader.ReadAsync(Cancel);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        await (_server?.DisposeAsync() ?? default);
        _folder.Delete(recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value!.Split('/')[^1])
        {
            case "line" when Instead is { } instead:
                await instead(context);
                break;
            case "line":
                context.Response.ContentType = LineFrames.ContentType;
                await context.Response.StartAsync(Cancel);
                using (var line = new FarLine(context))
                {
                    _lines.Writer.TryWrite(line);
                    await line.Ended.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                break;
            case "feed":
                Pulls++;
                await context.Response.WriteAsJsonAsync(new DownFeed("next", []), ContractsJson.Default.DownFeed, "application/json", Cancel);
                break;
            default:
                Requests++;
                using (var body = new MemoryStream())
                {
                    await context.Request.Body.CopyToAsync(body, Cancel);
                    var incarnation = Guid.Parse(context.Request.Headers["Edge-Incarnation"].ToString());
                    var batch = CompactBatch.Read(Zstandard.Expand(body.ToArray(), 1 << 20), incarnation, 5000, 1 << 20);
                    await context.Response.WriteAsJsonAsync(
                        new PushAnswer(incarnation, batch.Records[^1].Seq, "", DateTimeOffset.UnixEpoch), ContractsJson.Default.PushAnswer, "application/json", Cancel);
                }

                break;
        }
    }
}
