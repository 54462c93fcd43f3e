using System.Buffers;
using Buffer = EdgeKit.Contracts.Log.Compact.PackedStream.Buffer;

namespace EdgeKit.Contracts.Log.Compact;

/// <summary>Packs one piece after another. Not for several threads. Needs <see cref="Zstandard.IsAvailable"/>.</summary>
public sealed class PackedWriter : IDisposable
{
    // ZSTD_cParameter of zstd.h. The tables are as small as the window: a board keeps half a megabyte for it.
    private const int CompressionLevel = 100;
    private const int Window = 101;
    private const int HashTable = 102;
    private const int ChainTable = 103;
    private const int ContentSize = 200;
    private const int Flush = 1;
    private const int Level = 9;

    private readonly Lock _gate = new();
    private readonly byte[] _room = new byte[4096];
    private nint _context = PackedStream.CreateWriter();

    /// <summary>Begins a stream.</summary>
    public PackedWriter()
    {
        foreach (var (parameter, value) in ((int, int)[])[
            (CompressionLevel, Level), (Window, PackedStream.WindowLog), (HashTable, PackedStream.WindowLog), (ChainTable, PackedStream.WindowLog), (ContentSize, 0)])
        {
            Zstandard.Checked(PackedStream.SetWriter(_context, parameter, value));
        }

        Zstandard.Checked(PackedStream.LoadWriter(_context, Zstandard.Dictionary, (nuint)Zstandard.Dictionary.Length));
    }

    /// <summary>Packs a piece; what is written so far can be unpacked to its last byte.</summary>
    public unsafe void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> packed)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_context == 0, this);
            fixed (byte* from = piece)
            fixed (byte* room = _room)
            {
                var input = new Buffer { Start = (nint)from, Size = (nuint)piece.Length };
                nuint left;
                do
                {
                    var output = new Buffer { Start = (nint)room, Size = (nuint)_room.Length };
                    left = Zstandard.Checked(PackedStream.Compress(_context, ref output, ref input, Flush));
                    packed.Write(_room.AsSpan(0, (int)output.Position));
                }
                while (left > 0);
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
                _ = PackedStream.FreeWriter(_context);
                _context = 0;
            }
        }
    }
}
