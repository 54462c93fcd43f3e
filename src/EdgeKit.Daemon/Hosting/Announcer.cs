using System.Globalization;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Market;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeKit.Daemon.Hosting;

/// <summary>
/// Tells systemd, commands and the log that orders are taken, once everything has started, and that the daemon ends. Speaks to
/// NOTIFY_SOCKET itself: the package's lifetime decides by the parent's name, which a sandbox hides.
/// </summary>
internal sealed partial class Announcer(
    IServer server, MarketOptions market, KitOptions kit, DataDirectory data, ISystemdNotifier systemd, ILogger<Announcer> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> addresses = [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Except(market.Urls, StringComparer.Ordinal)];
        await data.AnnounceAsync(new RunningDaemon(Environment.ProcessId, addresses), cancellationToken);
        var where = string.Join(", ", addresses);
        systemd.Notify(ServiceState.Ready);
        systemd.Notify(new ServiceState(string.Create(CultureInfo.InvariantCulture, $"STATUS={kit.Id} takes orders on {where}")));
        LogReady(kit.Id, DaemonVersion.Text, where);
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        systemd.Notify(ServiceState.Stopping);
        LogStopping();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(9010, LogLevel.Information, "{Kit} takes orders: EdgeKit {Version} on {Addresses}")]
    private partial void LogReady(string kit, string version, string addresses);

    [LoggerMessage(9011, LogLevel.Information, "Ending: what was accepted is committed, new orders are refused")]
    private partial void LogStopping();
}
