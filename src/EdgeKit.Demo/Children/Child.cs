using System.Diagnostics;

namespace EdgeKit.Demo.Children;

/// <summary>
/// A process of the demo. It ends with the demo, whatever happens to that: a small shell beside it waits on a pipe whose other
/// end is ours, and asks it to stop once the pipe closes, which the system does for a demo that was killed.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private const string Shell = "/bin/sh";

    internal const string Script =
        """
        log=$1; shift
        exec 3<&0 </dev/null
        ( trap '' INT HUP; read -r _ <&3; kill -TERM $$ ) >/dev/null 2>&1 &
        exec "$@" 3<&- >>"$log" 2>&1
        """;

    private static readonly TimeSpan OrderlyStop = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _log;
    private readonly TimeProvider _time;

    private Child(string name, Process process, string log, TimeProvider time) => (Name, _process, _log, _time) = (name, process, log, time);

    /// <summary>What a person calls it.</summary>
    public string Name { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts it; what it prints goes to <paramref name="log"/>.</summary>
    public static Child Start(string name, string log, TimeProvider time, string file, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Shell, ["-c", Script, "edgekit-demo", log, file, .. arguments]) { RedirectStandardInput = true, UseShellExecute = false };
        return new Child(name, Process.Start(start)!, log, time);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The last lines that it printed.</summary>
    public string LastWords() =>
        File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(8)) : "";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(OrderlyStop, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }
}
