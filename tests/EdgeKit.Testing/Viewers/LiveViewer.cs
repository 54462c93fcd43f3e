using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace EdgeKit.Testing.Viewers;

/// <summary>
/// A viewer on a keep-alive connection of its own that costs as little as it can, as it shares the machine with what is
/// measured: bodies are compared in place, or thrown away by the kernel without being copied.
/// </summary>
public sealed class LiveViewer(IPEndPoint server, bool overTls = false) : IDisposable
{
    private const int DiscardBytes = 1 << 20;

    /// <summary>Only its length counts: with MSG_TRUNC nothing is written there.</summary>
    private static readonly byte[] Discard = new byte[DiscardBytes];

    private readonly byte[] _buffer = new byte[65_536];
    private Socket? _socket;
    private SslStream? _tls;
    private int _start;
    private int _end;

    /// <summary>Connects, unless it is connected.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "The certificate is the benchmark's own, and the bytes are known.")]
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_socket is not null)
        {
            return;
        }

        _start = _end = 0;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(server, cancellationToken);
        if (overTls)
        {
            _tls = new SslStream(new NetworkStream(_socket));
            await _tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "127.0.0.1",
                    RemoteCertificateValidationCallback = static (_, _, _, _) => true,
                },
                cancellationToken);
        }
    }

    /// <summary>Fetches a path and throws the body away, or compares it with what is expected.</summary>
    public async Task<Fetch> GetAsync(string path, ReadOnlyMemory<byte> expected, CancellationToken cancellationToken)
    {
        var progress = new Progress(expected, Keeps: null);
        return await GetAsync(path, progress, cancellationToken);
    }

    /// <summary>Fetches a text.</summary>
    /// <exception cref="IOException">It was not 200, or broke off.</exception>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var fetch = await GetAsync(path, new Progress(default, text), cancellationToken);
        return fetch.IsWhole
            ? Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length)
            : throw new IOException($"{path} at {server} gave {fetch.Status}: {Encoding.UTF8.GetString(text.ToArray())}");
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private async Task<Fetch> GetAsync(string path, Progress progress, CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        var status = 0;
        var isWhole = false;
        var askedAt = TimeProvider.System.GetTimestamp();
        try
        {
            var request = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: {server}\r\n\r\n"));
            await SendAsync(request, cancellationToken);
            var head = await ReadHeadAsync(cancellationToken);
            status = head.Status;
            if (head.IsChunked)
            {
                await ReadChunksAsync(progress, cancellationToken);
            }
            else
            {
                await ReadCountAsync(head.Length, progress, cancellationToken);
            }

            isWhole = true;
            if (head.Closes)
            {
                Close();
            }
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            // A broken answer is a result here.
            Close();
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }

        return new Fetch(
            status, askedAt, progress.FirstByteAt, TimeProvider.System.GetTimestamp(), progress.Bytes, isWhole && status == 200 && progress.IsAsExpected);
    }

    private void Close()
    {
        _tls?.Dispose();
        _tls = null;
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_tls is not null)
        {
            await _tls.WriteAsync(bytes, cancellationToken);
        }
        else
        {
            await _socket!.SendAsync(bytes, cancellationToken);
        }
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancellationToken) =>
        _tls?.ReadAsync(into, cancellationToken) ?? _socket!.ReceiveAsync(into, cancellationToken);

    private async ValueTask<(int Status, long Length, bool IsChunked, bool Closes)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(cancellationToken);
        }

        var lines = Encoding.Latin1.GetString(_buffer, _start, length).Split("\r\n");
        _start += length + 4;
        var status = int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture);
        var size = ValueOf(lines, "Content-Length");
        return (
            status,
            size is null ? 0 : long.Parse(size, CultureInfo.InvariantCulture),
            string.Equals(ValueOf(lines, "Transfer-Encoding"), "chunked", StringComparison.OrdinalIgnoreCase),
            string.Equals(ValueOf(lines, "Connection"), "close", StringComparison.OrdinalIgnoreCase));
    }

    private static string? ValueOf(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private async ValueTask ReadChunksAsync(Progress progress, CancellationToken cancellationToken)
    {
        long chunk;
        do
        {
            int length;
            while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync(cancellationToken);
            }

            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, length), out chunk, out _, 'x'))
            {
                throw new IOException("no chunk begins here");
            }

            _start += length + 2;
            await ReadCountAsync(chunk, progress, cancellationToken);
            while (_end - _start < 2)
            {
                await FillAsync(cancellationToken);
            }

            _start += 2;
        }
        while (chunk > 0);
    }

    private async ValueTask ReadCountAsync(long count, Progress progress, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_end == _start && progress.IsDiscarding && _tls is null)
            {
                var gone = await _socket!.ReceiveAsync(Discard.AsMemory(0, (int)Math.Min(count, DiscardBytes)), SocketFlags.Truncated, cancellationToken);
                progress.Take(gone > 0 ? gone : throw new IOException("the answer ended early"));
                count -= gone;
                continue;
            }

            if (_end == _start)
            {
                await FillAsync(cancellationToken);
            }

            var length = (int)Math.Min(count, _end - _start);
            progress.Take(_buffer.AsSpan(_start, length));
            _start += length;
            count -= length;
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var got = await ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += got > 0 ? got : throw new IOException("the connection ended early");
    }

    private sealed record Progress(ReadOnlyMemory<byte> Expected, MemoryStream? Keeps)
    {
        public bool IsDiscarding => Keeps is null && Expected.IsEmpty;

        public long FirstByteAt { get; private set; }

        public long Bytes { get; private set; }

        public bool IsAsExpected => !_differs && (Expected.IsEmpty || Bytes == Expected.Length);

        private bool _differs;

        public void Take(int discarded)
        {
            FirstByteAt = FirstByteAt == 0 ? TimeProvider.System.GetTimestamp() : FirstByteAt;
            Bytes += discarded;
        }

        public void Take(ReadOnlySpan<byte> bytes)
        {
            if (!Expected.IsEmpty)
            {
                var at = (int)Math.Min(Bytes, Expected.Length);
                _differs |= !bytes.SequenceEqual(Expected.Span.Slice(at, Math.Min(bytes.Length, Expected.Length - at)));
            }

            Keeps?.Write(bytes);
            Take(bytes.Length);
        }
    }
}
