using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeKit.Proofs.Boards;

/// <summary>The serial line of a board: what it prints, when, and a root shell on it.</summary>
internal sealed partial class BoardConsole : IAsyncDisposable
{
    private const int KeptLines = 20_000;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<(string Text, TimeSpan At)> _lines = [];
    private readonly long _powered;
    private readonly Task _reading;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _commands;

    private BoardConsole(Socket socket)
    {
        _socket = socket;
        _powered = TimeProvider.System.GetTimestamp();
        _reading = ReadAsync();
    }

    /// <summary>Since the power came.</summary>
    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_powered);

    /// <summary>The last lines, for a message.</summary>
    public string Tail
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines.TakeLast(40).Select(static line => string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,7:0.00} {line.Text}")));
            }
        }
    }

    /// <summary>Connects to the emulator, which waits for that to switch the power on.</summary>
    public static async Task<BoardConsole> ConnectAsync(string path, Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new BoardConsole(socket);
            }
            catch (SocketException) when (!hasEnded())
            {
                socket.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Waits for a line that holds <paramref name="text"/>.</summary>
    /// <returns>When it came.</returns>
    /// <exception cref="TimeoutException">It did not in <paramref name="patience"/>.</exception>
    public async Task<TimeSpan> WaitForAsync(string text, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(patience);
        var from = 0;
        try
        {
            while (true)
            {
                Task news;
                lock (_lines)
                {
                    for (; from < _lines.Count; from++)
                    {
                        if (_lines[from].Text.Contains(text, StringComparison.Ordinal))
                        {
                            return _lines[from].At;
                        }
                    }

                    news = _news.Task;
                }

                if (_reading.IsCompleted)
                {
                    throw new TimeoutException($"the board went off before it printed '{text}'; its last lines:\n{Tail}");
                }

                await Task.WhenAny(news, _reading).WaitAsync(wait.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"the board did not print '{text}' in {patience.TotalSeconds:0} s; its last lines:\n{Tail}"), exception);
        }
    }

    /// <summary>Waits until the board is off.</summary>
    /// <exception cref="TimeoutException">It is not in <paramref name="patience"/>.</exception>
    public async Task EndsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _reading.WaitAsync(patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"the board did not go off in {patience.TotalSeconds:0} s; its last lines:\n{Tail}"), exception);
        }
    }

    /// <summary>Runs a command in the root shell of a board that has booted.</summary>
    /// <returns>Its exit code and what it printed.</returns>
    public async Task<(int Code, string Output)> RunAsync(string command, TimeSpan patience, CancellationToken cancellationToken)
    {
        var number = ++_commands;
        if (number == 1)
        {
            await SendAsync("stty -echo cols 400; PS1=; PS2=; bind 'set enable-bracketed-paste off' 2>/dev/null\n", cancellationToken);
        }

        // The marks are put together by the shell, so that its echo of the command is not taken for them.
        await SendAsync(string.Create(CultureInfo.InvariantCulture, $"echo BE''GIN-{number}; {{ {command}\n}} 2>&1; echo EN''D-{number}-$?\n"), cancellationToken);
        var end = string.Create(CultureInfo.InvariantCulture, $"END-{number}-");
        await WaitForAsync(end, patience, cancellationToken);
        lock (_lines)
        {
            var begun = _lines.FindIndex(line => line.Text.EndsWith(string.Create(CultureInfo.InvariantCulture, $"BEGIN-{number}"), StringComparison.Ordinal));
            var ended = _lines.FindIndex(line => line.Text.Contains(end, StringComparison.Ordinal));
            var last = _lines[ended].Text;
            var mark = last.IndexOf(end, StringComparison.Ordinal);
            var output = _lines[(begun + 1)..ended].Select(static line => line.Text).Append(last[..mark]);
            return (int.Parse(last[(mark + end.Length)..], CultureInfo.InvariantCulture), string.Join('\n', output).Trim());
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        // A serial line drops what comes faster than the other side reads.
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(256))
        {
            await _socket.SendAsync(part, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        var line = new StringBuilder();
        try
        {
            while (await _socket.ReceiveAsync(buffer, _closing.Token) is > 0 and var count)
            {
                foreach (var character in Encoding.Latin1.GetString(buffer, 0, count))
                {
                    if (character is '\n')
                    {
                        Add(Escapes().Replace(line.ToString(), "").Replace("\r", "", StringComparison.Ordinal));
                        line.Clear();
                    }
                    else
                    {
                        line.Append(character);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            Add($"(the line is gone: {exception.Message})");
            return;
        }

        Add("(the line is gone)");
    }

    private void Add(string text)
    {
        TaskCompletionSource news;
        lock (_lines)
        {
            if (_lines.Count == KeptLines)
            {
                throw new InvalidOperationException($"the board printed more than {KeptLines} lines");
            }

            _lines.Add((text, Elapsed));
            (news, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
    }

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1B]*(\x07|\x1B\\)|[@-Z\\-_])|\[!p", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
