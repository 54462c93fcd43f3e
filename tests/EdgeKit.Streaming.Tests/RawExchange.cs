using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Streaming.Tests;

/// <summary>One request to a <see cref="RawOrigin"/>, and the bytes that answer it.</summary>
internal sealed class RawExchange
{
    private readonly NetworkStream _stream;
    private readonly CancellationToken _ended;

    private RawExchange(string target, string host, string? range, NetworkStream stream, CancellationToken ended)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        (Path, Query) = query < 0 ? (target, "") : (target[..query], target[query..]);
        Host = host;
        Range = range;
        _stream = stream;
        _ended = ended;
    }

    public string Path { get; }

    /// <summary>With its question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>What the edge calls the origin.</summary>
    public string Host { get; }

    public string? Range { get; }

    /// <summary>The request on <paramref name="stream"/>; null if it ends before.</summary>
    public static async Task<RawExchange?> ReadAsync(NetworkStream stream, CancellationToken ended)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var (target, host, range) = ("", "", (string?)null);
        while (await reader.ReadLineAsync(ended) is { } line)
        {
            if (line.Length == 0)
            {
                return new RawExchange(target, host, range, stream, ended);
            }

            target = target.Length == 0 ? line.Split(' ')[1] : target;
            host = line.StartsWith("Host: ", StringComparison.OrdinalIgnoreCase) ? line["Host: ".Length..] : host;
            range = line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase) ? line["Range: ".Length..] : range;
        }

        return null;
    }

    /// <summary>A status line and headers, one a line, as they are; then the bytes, each piece by itself.</summary>
    public async Task SendAsync(string head, params byte[][] pieces)
    {
        await _stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 " + head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n"), _ended);
        foreach (var piece in pieces)
        {
            await _stream.WriteAsync(piece, _ended);
        }
    }

    /// <summary>A whole body, with the headers in <paramref name="more"/>, one a line.</summary>
    public Task BodyAsync(byte[] body, string more = "") =>
        SendAsync(string.Create(CultureInfo.InvariantCulture, $"200 OK\nContent-Length: {body.Length}{(more.Length > 0 ? "\n" : "")}{more}"), body);

    public Task TextAsync(string body, string more = "") => BodyAsync(Encoding.UTF8.GetBytes(body), more);

    public Task MissingAsync() => SendAsync("404 Not Found\nContent-Length: 0");

    /// <summary>Some of a body without a length, which then breaks off.</summary>
    public async Task BrokenOffAsync(string head, byte[] part)
    {
        await SendAsync(head + "\nTransfer-Encoding: chunked", Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), part, "\r\n"u8.ToArray());

        // What reaches the edge together with the end might be dropped with it.
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, _ended);
    }
}
