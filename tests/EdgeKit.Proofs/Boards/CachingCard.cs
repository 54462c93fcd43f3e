using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>A card with a write cache of its own (nbdkit's cache filter): what is written is on it for good only once it is told to flush.</summary>
internal sealed class CachingCard : IAsyncDisposable
{
    private const string Program = "/usr/bin/nbdkit";

    private readonly ChildProcess _server;
    private volatile bool _isTaken;

    private CachingCard(ChildProcess server, string socket) => (_server, Socket) = (server, socket);

    /// <summary>Where the emulator finds it.</summary>
    public string Socket { get; }

    public static async Task<CachingCard> StartAsync(string card, string folder, CancellationToken cancellationToken)
    {
        var socket = Path.Combine(folder, "card");

        // A session of its own: it takes a hangup of the terminal that the proof was started from for a wish to end. And a process between: it asks to be ended
        // with its parent, which to the kernel is the thread that started it (PR_SET_PDEATHSIG), and the pool lets idle threads go.
        var server = ChildProcess.Start(
            Program,
            ["--foreground", "--unix", socket, "--filter=cache", "file", card, "cache=writeback"],
            prefix: ["setsid", "--fork", "--wait"]);
        await Readiness.WaitUntilAsync(
            _ => Task.FromResult(File.Exists(socket) || (server.HasExited ? throw new InvalidOperationException($"nbdkit ended: {server.Output}") : false)),
            () => $"nbdkit did not start: {server.Output}",
            cancellationToken);
        return new CachingCard(server, socket);
    }

    /// <summary>Ends when the card is gone; says why when nobody took it.</summary>
    public async Task<string?> GoneAsync(CancellationToken cancellationToken)
    {
        var code = await _server.WaitForExitAsync(cancellationToken);
        return _isTaken ? null : FormattableString.Invariant($"nbdkit ended by itself with {code}: {_server.Output}");
    }

    /// <summary>Takes the power away, with everything in the cache.</summary>
    public Task CutAsync(CancellationToken cancellationToken)
    {
        _isTaken = true;
        return _server.KillAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
