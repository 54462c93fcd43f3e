using System.Globalization;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>mosquitto at the far end of a link: with TLS for the kit, in the clear for the cloud beside it.</summary>
internal static class FarBroker
{
    private const int Port = 8883;

    /// <summary>Where the kit finds it.</summary>
    public static string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"mqtts://{ShapedLink.FarAddress}:{Port}");

    /// <summary>Where the cloud does.</summary>
    public static string Within => "mqtt://127.0.0.1:1883";

    /// <summary>Starts it with the certificate in <paramref name="folder"/>.</summary>
    public static async Task<ChildProcess> StartAsync(ShapedLink link, string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "mosquitto.conf");
        string[] settings =
        [
            "per_listener_settings false", "allow_anonymous true", "persistence false", "user root", "log_dest stdout", "set_tcp_nodelay true", "max_queued_messages 100000",
            "listener 1883 127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"listener {Port} {ShapedLink.FarAddress}"), $"certfile {Path.Combine(folder, "server.pem")}", $"keyfile {Path.Combine(folder, "server.key")}",
        ];
        await File.WriteAllLinesAsync(file, settings, cancellationToken);
        var process = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", file], prefix: link.Far.CommandPrefix);
        try
        {
            await FarPort.WaitAsync(link, process, Port, cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }
}
