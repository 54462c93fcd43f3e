using System.Globalization;
using System.Text;

namespace EdgeKit.Proofs.Traces;

/// <summary>
/// Reads what <c>strace -f -y -xx -o FILE</c> wrote. A call that another thread's line interrupted stands there twice, as
/// <c>&lt;unfinished ...&gt;</c> and <c>resumed</c>; that is what tells its entry from its exit.
/// </summary>
internal sealed class SystemCallTrace
{
    private const string Unfinished = " <unfinished ...>";
    private readonly Dictionary<int, (int Entered, string Text)> _open = [];
    private readonly List<SystemCall> _calls = [];
    private int _now;

    /// <summary>Reads a whole trace.</summary>
    /// <returns>The calls in the order they were entered.</returns>
    /// <exception cref="FormatException">A line is not understood, or a string was cut short by strace: nothing can be shown from such a trace.</exception>
    public static IReadOnlyList<SystemCall> Read(TextReader reader)
    {
        var trace = new SystemCallTrace();
        while (reader.ReadLine() is { } line)
        {
            trace.Take(line);
        }

        foreach (var (entered, text) in trace._open.Values)
        {
            trace._calls.Add(Parse(entered, SystemCall.Never, text, null));
        }

        return [.. trace._calls.OrderBy(static call => call.Entered)];
    }

    private static SystemCall Parse(int entered, int left, string text, long? result)
    {
        var bracket = text.IndexOf('(', StringComparison.Ordinal);
        var name = text[..bracket];
        var strings = new List<ReadOnlyMemory<byte>>();
        var skeleton = new StringBuilder();
        string? path = null;
        for (var at = bracket + 1; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                var end = text.IndexOf('"', at + 1);
                strings.Add(Bytes(text.AsSpan(at + 1, end - at - 1), text));
                at = end + 1 < text.Length && text[end + 1] == '.' ? throw new FormatException($"strace cut a string of {name} short: give it a greater -s") : end;
                skeleton.Append('$');
            }
            else if (text[at] == '<' && text[at - 1] is >= '0' and <= '9')
            {
                var end = text.IndexOf('>', at);
                path ??= strings.Count == 0 ? Encoding.UTF8.GetString(Bytes(text.AsSpan(at + 1, end - at - 1), text)) : null;
                at = end;
            }
            else
            {
                skeleton.Append(text[at]);
            }
        }

        return new SystemCall(entered, left, name, skeleton.ToString().Split(", "), strings, path, result);
    }

    private static byte[] Bytes(ReadOnlySpan<char> text, string line)
    {
        // Everything is \xHH; strace leaves a socket's number and the like as they are.
        if (text.IndexOf('\\') < 0)
        {
            return Encoding.UTF8.GetBytes(text.ToArray());
        }

        if (text.Length % 4 != 0)
        {
            throw new FormatException($"not a hexadecimal string, is -xx given? {line[..Math.Min(line.Length, 120)]}");
        }

        var bytes = new byte[text.Length / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((HexDigit(text[(i * 4) + 2]) << 4) | HexDigit(text[(i * 4) + 3]));
        }

        return bytes;
    }

    private static int HexDigit(char digit) => char.IsAsciiHexDigit(digit)
        ? digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10
        : throw new FormatException($"'{digit}' is not a hexadecimal digit");

    private void Take(string line)
    {
        var now = ++_now;
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var thread = int.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture);
        var text = line[space..].TrimStart();
        if (text.StartsWith("+++", StringComparison.Ordinal) || text.StartsWith("---", StringComparison.Ordinal))
        {
            return;
        }

        if (text.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            _open[thread] = (now, text[..^Unfinished.Length]);
        }
        else if (text.StartsWith("<... ", StringComparison.Ordinal))
        {
            if (_open.Remove(thread, out var entry))
            {
                Finish(entry.Entered, now, entry.Text + text[(text.IndexOf(" resumed>", StringComparison.Ordinal) + " resumed>".Length)..]);
            }
        }
        else
        {
            Finish(now, now, text);
        }
    }

    private void Finish(int entered, int left, string text)
    {
        var equals = text.LastIndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new FormatException($"a call without a result: {text[..Math.Min(text.Length, 120)]}");
        }

        var end = text.LastIndexOf(')', equals);
        _calls.Add(Parse(entered, left, text[..end], Result(text.AsSpan(equals + 3))));
    }

    private static long? Result(ReadOnlySpan<char> text)
    {
        if (text[0] == '?')
        {
            return null;
        }

        var length = text.IndexOfAny(" <") is var stop and >= 0 ? stop : text.Length;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? long.Parse(text[2..length], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : long.Parse(text[..length], CultureInfo.InvariantCulture);
    }
}
