using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Tests.Transport;

/// <summary>Something at a real port that answers what a test wants.</summary>
internal sealed class AnsweringCloud : IAsyncDisposable
{
    private readonly WebApplication _server;
    private CloudConnection? _connection;

    public AnsweringCloud(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(answer);
    }

    /// <summary>Starts it, and gives a transport of kit-17 to it.</summary>
    public async Task<HttpTransport> ConnectAsync(MemoryFeed feed, CancellationToken cancellationToken, params (string Key, string Value)[] more)
    {
        await _server.StartAsync(cancellationToken);
        var settings = TestSettings.Of("/nowhere", [("uplink.url", _server.Urls.First()), ("kit.id", "kit-17"), .. more]);
        var (options, kit) = (settings.Read("uplink", UplinkOptions.Read), settings.Read("kit", KitOptions.Read));
        _connection = new CloudConnection(options, kit, feed, new KitClock(TimeProvider.System, new TestDiscipline(), Guid.Empty, DateTimeOffset.UnixEpoch), TimeProvider.System);
        return new HttpTransport(options, kit, feed, _connection, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        return _server.DisposeAsync();
    }
}
