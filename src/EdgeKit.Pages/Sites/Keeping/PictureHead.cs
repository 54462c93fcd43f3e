using System.Buffers.Binary;

namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>What a picture's first bytes say of it, by the formats' own definitions. Nothing is decoded.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Width">In pixels; of a drawing, in its own units.</param>
/// <param name="Height">The same.</param>
internal sealed record PictureHead(PictureKind Kind, int Width, int Height)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads it; null if it is no picture of the kinds that a site may show, or is cut off.</summary>
    public static PictureHead? Of(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        return bytes.StartsWith(PngSignature) ? Png(bytes)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(bytes)
            : bytes.StartsWith("RIFF"u8) && bytes.Length > 30 && bytes[8..].StartsWith("WEBP"u8) ? WebP(bytes)
            : SvgPicture.Read(content) is var (width, height) ? new PictureHead(PictureKind.Svg, width, height)
            : null;
    }

    // PNG, 11.2.2: the first chunk is IHDR, its length is 13.
    private static PictureHead? Png(ReadOnlySpan<byte> bytes) => bytes.Length > 33 && bytes[12..].StartsWith("IHDR"u8)
        ? Sized(PictureKind.Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
        : null;

    // JPEG, B.2: segments up to the frame header, SOF0 to SOF15 without DHT, JPG and DAC.
    private static PictureHead? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Sized(PictureKind.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    // RFC 9649: VP8 key frames, lossless, or the extended header.
    private static PictureHead? WebP(ReadOnlySpan<byte> bytes)
    {
        var chunk = bytes[12..16];
        if (chunk.SequenceEqual("VP8X"u8))
        {
            return Sized(PictureKind.WebP, 1 + ReadUInt24(bytes[24..]), 1 + ReadUInt24(bytes[27..]));
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return bytes[20] == 0x2F ? Sized(PictureKind.WebP, 1 + (int)(packed & 0x3FFF), 1 + (int)((packed >> 14) & 0x3FFF)) : null;
        }

        return chunk.SequenceEqual("VP8 "u8)
            ? Sized(PictureKind.WebP, BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF)
            : null;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static PictureHead? Sized(PictureKind kind, int width, int height) => width > 0 && height > 0 ? new PictureHead(kind, width, height) : null;
}
