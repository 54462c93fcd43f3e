namespace EdgeKit.Cloud.Commands;

/// <summary>Reads lines of bytes, none longer than it may be, so that a file of any size takes the same memory.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private readonly byte[] _buffer = new byte[longest + 1];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null at the end of the file. It holds until the next call.</summary>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + found);
                _start += line.Length + 1;
                return line;
            }

            searched = _end - _start;
            if (!await FillAsync(cancellationToken))
            {
                var rest = _buffer.AsMemory(_start, _end - _start);
                _start = _end;

                // Spelled out: a bare null would become an empty line here.
                return rest.Length == 0 ? default(ReadOnlyMemory<byte>?) : rest;
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw new InvalidDataException($"a line is longer than {longest} bytes");
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
