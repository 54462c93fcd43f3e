using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>Reads requests from a connection.</summary>
internal sealed class OriginReader(Socket socket)
{
    private readonly byte[] _buffer = new byte[65_536];
    private int _start;
    private int _end;

    /// <summary>Whether more than what was asked for has been read already.</summary>
    public bool HasMore => _end > _start;

    /// <summary>The next request's head; null when the client has closed.</summary>
    public async ValueTask<OriginHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var length = await ReadUntilAsync("\r\n\r\n"u8.ToArray(), cancellationToken);
        if (length < 0)
        {
            return null;
        }

        var head = OriginHead.Parse(_buffer.AsSpan(_start, length));
        _start += length + 4;
        return head;
    }

    /// <summary>The body after <paramref name="head"/>, piece by piece; each piece holds until the next.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadBodyAsync(OriginHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!head.IsChunked)
        {
            await foreach (var piece in ReadCountAsync(head.BodyLength, cancellationToken))
            {
                yield return piece;
            }

            yield break;
        }

        long chunk;
        do
        {
            chunk = long.Parse(await ReadLineAsync(cancellationToken), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            await foreach (var piece in ReadCountAsync(chunk, cancellationToken))
            {
                yield return piece;
            }

            await ReadLineAsync(cancellationToken);
        }
        while (chunk > 0);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadCountAsync(long count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (!HasMore && !await FillAsync(cancellationToken))
            {
                throw new IOException("the body was cut off");
            }

            var length = (int)Math.Min(count, _end - _start);
            yield return _buffer.AsMemory(_start, length);
            _start += length;
            count -= length;
        }
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var length = await ReadUntilAsync("\r\n"u8.ToArray(), cancellationToken);
        if (length < 0)
        {
            throw new IOException("the body was cut off");
        }

        var line = Encoding.Latin1.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    /// <summary>Reads until <paramref name="mark"/> is in the buffer.</summary>
    /// <returns>Bytes before it; -1 when the client has closed.</returns>
    private async ValueTask<int> ReadUntilAsync(ReadOnlyMemory<byte> mark, CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf(mark.Span);
            if (at >= 0)
            {
                return at;
            }

            if (!await FillAsync(cancellationToken))
            {
                return -1;
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw new IOException("a head of 64 KiB");
        }

        var got = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += got;
        return got > 0;
    }
}
