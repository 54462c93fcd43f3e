using System.Buffers.Binary;
using System.Text;

namespace EdgeKit.Testing.Streams;

/// <summary>One box of an MP4 file (ISO/IEC 14496-12).</summary>
/// <param name="Type">Its four letters.</param>
/// <param name="Bytes">All of it, with its header.</param>
internal readonly record struct Mp4Box(string Type, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Size and type.</summary>
    public const int HeaderBytes = 8;

    /// <summary>What comes after size and type.</summary>
    public ReadOnlyMemory<byte> Content => Bytes[HeaderBytes..];

    /// <summary>The length of the box that begins so.</summary>
    /// <exception cref="InvalidDataException">It has the long form, or none, which no encoder of ours writes.</exception>
    public static int LengthOf(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadInt32BigEndian(header) is >= HeaderBytes and var length ? length : throw new InvalidDataException("a box without a length");

    /// <summary>The boxes in <paramref name="bytes"/>, one after another.</summary>
    public static IEnumerable<Mp4Box> In(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length >= HeaderBytes)
        {
            var length = LengthOf(bytes.Span);
            yield return new Mp4Box(Encoding.ASCII.GetString(bytes.Span.Slice(4, 4)), bytes[..length]);
            bytes = bytes[length..];
        }
    }

    /// <summary>The boxes at a path below this one.</summary>
    public IEnumerable<Mp4Box> At(params string[] path) =>
        path.Aggregate((IEnumerable<Mp4Box>)[this], static (boxes, type) => boxes.SelectMany(box => In(box.Content)).Where(box => box.Type == type));

    /// <summary>A number of four bytes in <see cref="Content"/>.</summary>
    public uint Number(int offset) => BinaryPrimitives.ReadUInt32BigEndian(Content.Span[offset..]);
}
