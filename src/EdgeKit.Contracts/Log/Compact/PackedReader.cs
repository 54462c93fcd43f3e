using Buffer = EdgeKit.Contracts.Log.Compact.PackedStream.Buffer;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Unpacks the pieces of a <see cref="PackedWriter"/> in their order, from anybody. Not for several threads. Needs <see cref="Zstandard.IsAvailable"/>.</summary>
public sealed class PackedReader : IDisposable
{
    // ZSTD_dParameter of zstd.h: a stream that wants more memory than this for its window is refused.
    private const int WindowMost = 100;

    private readonly Lock _gate = new();
    private nint _context = PackedStream.CreateReader();

    /// <summary>Begins a stream.</summary>
    public PackedReader()
    {
        Zstandard.Checked(PackedStream.SetReader(_context, WindowMost, PackedStream.WindowLog));
        Zstandard.Checked(PackedStream.LoadReader(_context, Zstandard.Dictionary, (nuint)Zstandard.Dictionary.Length));
    }

    /// <summary>What a piece holds. After an exception the stream is of no more use.</summary>
    /// <param name="packed">The next piece.</param>
    /// <param name="length">How many bytes it says it holds; whoever calls bounds it.</param>
    /// <exception cref="FormatException">It is no piece of this stream, or holds more or less.</exception>
    public unsafe byte[] Read(ReadOnlySpan<byte> packed, int length)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_context == 0, this);

            // One byte more than it should hold, so that there is always room to see that it holds too much.
            var piece = new byte[length + 1];
            fixed (byte* from = packed)
            fixed (byte* to = piece)
            {
                var input = new Buffer { Start = (nint)from, Size = (nuint)packed.Length };
                var output = new Buffer { Start = (nint)to, Size = (nuint)piece.Length };
                do
                {
                    var before = (input.Position, output.Position);
                    Zstandard.Checked(PackedStream.Expand(_context, ref output, ref input));
                    if ((input.Position, output.Position) == before)
                    {
                        break;
                    }
                }
                while (output.Position <= (nuint)length);

                return input.Position == input.Size && output.Position == (nuint)length
                    ? piece[..length]
                    : throw new FormatException("a packed piece does not hold what it says");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_context != 0)
            {
                _ = PackedStream.FreeReader(_context);
                _context = 0;
            }
        }
    }
}
