using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>A board from power on to power cut. What it had not flushed to its card when it is cut is lost.</summary>
internal sealed class EmulatedBoard : IAsyncDisposable
{
    private readonly ChildProcess _emulator;
    private readonly CachingCard? _writeCache;
    private readonly string _folder;
    private readonly Task _watching;

    private EmulatedBoard(ChildProcess emulator, CachingCard? writeCache, BoardConsole console, string folder, BoardMachine machine)
    {
        (_emulator, _writeCache, _folder) = (emulator, writeCache, folder);
        (Console, Machine, Hardware) = (console, machine, new MachineProtocol(folder));
        _watching = writeCache is null ? Task.CompletedTask : WatchAsync(writeCache);
    }

    public BoardConsole Console { get; }

    public BoardMachine Machine { get; }

    public MachineProtocol Hardware { get; }

    /// <summary>Switches the power on.</summary>
    /// <param name="machine">Which board.</param>
    /// <param name="card">What is in its slot.</param>
    /// <param name="port">Where the kit's port 8080 is reached from here.</param>
    /// <param name="kernel">What the kernel is told beside what the card and the machine say.</param>
    /// <param name="losesWrites">Whether the card itself holds writes back until it is told to flush, and a cut takes them too.</param>
    /// <param name="cancellationToken">Ends the wait for the emulator.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The board that is returned disposes all of it.")]
    public static async Task<EmulatedBoard> PowerOnAsync(
        BoardMachine machine, BoardCard card, int port, string kernel, bool losesWrites, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edgekit-board-").FullName;
        var writeCache = losesWrites ? await CachingCard.StartAsync(card.File, folder, cancellationToken) : null;
        var drive = writeCache is null ? $"file={card.File},format=raw,cache=writeback" : $"file=nbd:unix:{writeCache.Socket},format=raw,cache=writeback";
        await card.LoadAsync(cancellationToken);
        var slot = machine.Tree is null ? "none,id=card" : "sd";
        List<string> arguments =
        [
            .. machine.Arguments.Select(static argument => argument.Replace("CARD", "card", StringComparison.Ordinal).Replace("NET", "net", StringComparison.Ordinal)),
            "-drive", $"if={slot},{drive}",
            "-netdev", FormattableString.Invariant($"user,id=net,hostfwd=tcp:127.0.0.1:{port}-:8080"),
            "-kernel", card.Kernel, "-initrd", card.Initrd,
            "-append", $"{Told(card.CommandLine)} console={machine.Console} systemd.show_status=1 systemd.default_debug_tty={machine.Console} systemd.debug_shell {machine.Kernel} {kernel}",
            "-chardev", $"socket,id=serial,path={folder}/serial,server=on,wait=on", "-serial", "chardev:serial",
            .. MachineProtocol.Arguments(folder),
            "-display", "none", "-monitor", "none", "-no-reboot",
        ];
        if (machine.Tree is { } tree)
        {
            arguments.AddRange(["-dtb", await card.TreeAsync(tree, cancellationToken)]);
        }

        var emulator = ChildProcess.Start("qemu-system-aarch64", arguments);
        try
        {
            return new EmulatedBoard(emulator, writeCache, await BoardConsole.ConnectAsync($"{folder}/serial", () => emulator.HasExited, cancellationToken), folder, machine);
        }
        catch (SocketException exception)
        {
            throw new InvalidOperationException($"the emulator did not start: {emulator.Output}", exception);
        }
    }

    /// <summary>Runs a command as root on the board.</summary>
    /// <exception cref="InvalidOperationException">It ends with another code than 0.</exception>
    public async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        var (code, output) = await Console.RunAsync(command, Machine.Patience, cancellationToken);
        return code == 0 ? output : throw new InvalidOperationException($"'{command}' ended with {code}: {output}");
    }

    /// <summary>Waits until the board starts again by itself, which here is its end.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public Task RestartsAsync(CancellationToken cancellationToken) => Console.EndsAsync(Machine.Patience, cancellationToken);

    /// <summary>Takes the power away.</summary>
    public async Task CutAsync(CancellationToken cancellationToken)
    {
        // The card's cache first: what the board would still send it must not arrive.
        if (_writeCache is not null)
        {
            await _writeCache.CutAsync(cancellationToken);
        }

        await _emulator.KillAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_writeCache is not null)
        {
            await _writeCache.CutAsync(CancellationToken.None);
            await _watching;
            await _writeCache.DisposeAsync();
        }

        await _emulator.DisposeAsync();
        await Console.DisposeAsync();

        Directory.Delete(_folder, recursive: true);
    }

    // Without its card a board stands still; it says so at once instead.
    private async Task WatchAsync(CachingCard card)
    {
        if (await card.GoneAsync(CancellationToken.None) is { } why)
        {
            System.Console.WriteLine(why);
            await _emulator.KillAsync(CancellationToken.None);
        }
    }

    // As the card says it, but for what keeps the serial line silent.
    private static string Told(string commandLine) => string.Join(' ', commandLine.Split(' ').Where(static word =>
        !word.StartsWith("console=", StringComparison.Ordinal) && !word.StartsWith("systemd.show_status=", StringComparison.Ordinal)));
}
