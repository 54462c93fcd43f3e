using System.Text;
using System.Xml;

namespace EdgeKit.Catalog.Pictures;

/// <summary>The kinds of picture that a page may show, told by their content.</summary>
internal sealed record PictureKind(string Extension, string ContentType)
{
    public static readonly PictureKind Svg = new("svg", "image/svg+xml");
    public static readonly PictureKind Png = new("png", "image/png");
    public static readonly PictureKind Jpeg = new("jpg", "image/jpeg");
    public static readonly PictureKind WebP = new("webp", "image/webp");

    public static readonly IReadOnlyList<PictureKind> All = [Svg, Png, Jpeg, WebP];

    private static ReadOnlySpan<byte> PngHead => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegHead => [0xFF, 0xD8, 0xFF];

    /// <summary>What <paramref name="content"/> is, or null if it is no picture of these kinds.</summary>
    public static PictureKind? Of(byte[] content)
    {
        var bytes = content.AsSpan();
        return bytes.StartsWith(PngHead) ? Png
            : bytes.StartsWith(JpegHead) ? Jpeg
            : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? WebP
            : IsSvg(content) ? Svg
            : null;
    }

    private static bool IsSvg(byte[] content)
    {
        if (content.AsSpan(0, Math.Min(content.Length, 1024)).IndexOf("<"u8) < 0)
        {
            return false;
        }

        try
        {
            using var xml = XmlReader.Create(
                new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
            var isSvg = xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == "svg" && xml.NamespaceURI == "http://www.w3.org/2000/svg";
            while (isSvg && xml.Read())
            {
                // To its end: half a picture is none.
            }

            return isSvg;
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException or ArgumentException)
        {
            return false;
        }
    }
}
