using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeKit.Testing.Processes;

/// <summary>
/// One run of a program. What it prints is kept up to a bound, signals reach the program itself even behind a prefix command
/// such as <c>strace</c>, and it is killed when this object, or the process that made it, ends.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 4000;

    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = new();

    private readonly Process _process;
    private readonly string _program;
    private readonly Queue<string> _lines = new();
    private readonly Task _reading;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var child in Running.Keys)
        {
            child.KillTree();
        }
    };

    private ChildProcess(Process process, string program)
    {
        _process = process;
        _program = program;
        Running[this] = true;
        _reading = Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));
    }

    /// <summary>The last lines that it printed, to either stream.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The program's own process, behind its prefix command.</summary>
    public int Pid => OwnPid() ?? _process.Id;

    /// <summary>Resident memory in bytes, as the kernel counts it.</summary>
    public long ResidentBytes => Status("VmRSS");

    /// <summary>The most that its resident memory has been.</summary>
    public long PeakResidentBytes => Status("VmHWM");

    /// <summary>Bytes that it made the kernel send to a disk, so far.</summary>
    public long WrittenBytes => Number($"/proc/{Pid}/io", "write_bytes");

    /// <summary>Starts <paramref name="program"/>.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? prefix = null)
    {
        string[] command = [.. prefix ?? [], program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        process.StandardInput.Close();
        return new ChildProcess(process, Path.GetFullPath(program));
    }

    /// <summary>Runs <paramref name="program"/> to its end, which must come in <see cref="Readiness.Patience"/>.</summary>
    /// <returns>What it ended with and what it printed.</returns>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var child = Start(program, arguments, environment);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Readiness.Patience);
        try
        {
            return (await child.WaitForExitAsync(patience.Token), child.Output);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end; it printed:\n{child.Output}", exception);
        }
    }

    /// <summary>Sends it a signal.</summary>
    public void Signal(int signal)
    {
        if (SendSignal(Pid, signal) != 0 && !HasExited)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Freezes it, and waits until none of its threads runs on: the signal returns before they have all seen it.</summary>
    public async Task FreezeAsync(CancellationToken cancellationToken)
    {
        Signal(Signals.Stop);
        while (!Directory.EnumerateDirectories($"/proc/{Pid}/task").All(static thread => File.ReadAllText($"{thread}/stat").Contains(") T ", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Kills it so that it can do nothing more, and waits until it is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (!HasExited)
        {
            Signal(Signals.Kill);
        }

        await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until it has ended and all it printed is read.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        return ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Running.TryRemove(this, out _))
        {
            KillTree();
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }
    }

    private void KillTree()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task KeepAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line.Length > 2000 ? line[..2000] : line);
                if (_lines.Count > KeptLines)
                {
                    _lines.Dequeue();
                }
            }
        }
    }

    private int? OwnPid()
    {
        var looked = new Queue<int>([_process.Id]);
        while (looked.TryDequeue(out var pid))
        {
            if (string.Equals(new FileInfo($"/proc/{pid}/exe").LinkTarget, _program, StringComparison.Ordinal))
            {
                return pid;
            }

            foreach (var child in ChildrenOf(pid))
            {
                looked.Enqueue(child);
            }
        }

        return null;
    }

    private static IEnumerable<int> ChildrenOf(int pid)
    {
        var tasks = $"/proc/{pid}/task";
        return Directory.Exists(tasks)
            ? Directory.EnumerateDirectories(tasks)
                .SelectMany(static task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(static child => int.Parse(child, CultureInfo.InvariantCulture))
            : [];
    }

    private long Status(string name) => Number($"/proc/{Pid}/status", name) * 1024;

    private static long Number(string file, string name)
    {
        var line = File.ReadLines(file).First(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
