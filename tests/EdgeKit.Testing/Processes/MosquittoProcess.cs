using System.Globalization;
using System.Net.Sockets;

namespace EdgeKit.Testing.Processes;

/// <summary>A real mosquitto on a port of its own, without persistence, through any number of runs.</summary>
public sealed class MosquittoProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgekit-mosquitto-").FullName;
    private ChildProcess? _child;

    private MosquittoProcess()
    {
    }

    /// <summary>The port it listens on, in every run.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>Where it is.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"{(Authority is null ? "mqtt" : "mqtts")}://127.0.0.1:{Port}");

    /// <summary>The authority of its certificate; null where it speaks in the clear.</summary>
    public string? Authority { get; private set; }

    /// <summary>What it printed in its last run.</summary>
    public string Output => _child?.Output ?? "";

    /// <summary>Starts one.</summary>
    /// <param name="settings">Further lines of its configuration, such as <c>max_packet_size 1024</c>.</param>
    /// <param name="isSecure">Whether it speaks TLS.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MosquittoProcess> StartNewAsync(IReadOnlyList<string> settings, bool isSecure, CancellationToken cancellationToken)
    {
        var broker = new MosquittoProcess();
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"listener {broker.Port} 127.0.0.1"), "allow_anonymous true", "persistence false", "user root", "log_dest stdout", "log_type all",
        };
        if (isSecure)
        {
            await TestAuthority.WriteAsync(broker._folder, System.Net.IPAddress.Loopback, TimeProvider.System, cancellationToken);
            broker.Authority = Path.Combine(broker._folder, "ca.pem");
            lines.AddRange([$"certfile {Path.Combine(broker._folder, "server.pem")}", $"keyfile {Path.Combine(broker._folder, "server.key")}"]);
        }

        await File.WriteAllLinesAsync(Path.Combine(broker._folder, "mosquitto.conf"), [.. lines, .. settings], cancellationToken);
        await broker.StartAsync(cancellationToken);
        return broker;
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        _child = ChildProcess.Start("/usr/sbin/mosquitto", ["-c", Path.Combine(_folder, "mosquitto.conf")]);
        await Readiness.WaitUntilAsync(IsListeningAsync, () => $"mosquitto does not listen; it printed\n{Output}", cancellationToken);
    }

    /// <summary>Ends it with SIGKILL: with what it had, and every session.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _child!.KillAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", Port, cancellationToken);
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
