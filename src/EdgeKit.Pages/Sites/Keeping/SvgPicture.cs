using System.Globalization;
using System.Text;
using System.Xml;

namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>
/// Drawings in SVG. Only shapes: no script, no handler, nothing foreign in it and nothing from elsewhere. Pages show them as pictures, in which a
/// browser runs nothing either, and who opens one alone meets a policy that forbids everything.
/// </summary>
internal static class SvgPicture
{
    private const int MostElements = 20_000;
    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Refused = new(["script", "foreignObject", "iframe", "style", "image", "a", "animate", "set", "handler"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads it to its end.</summary>
    /// <returns>Its size by its <c>viewBox</c>; null if it is no drawing, or not only one.</returns>
    public static (int Width, int Height)? Read(byte[] content)
    {
        if (content.AsSpan(0, Math.Min(content.Length, 1024)).IndexOf("<svg"u8) < 0)
        {
            return null;
        }

        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
            (int, int)? size = null;
            var elements = 0;
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.ProcessingInstruction)
                {
                    return null;
                }

                if (xml.NodeType == XmlNodeType.Element)
                {
                    size ??= xml.LocalName == "svg" ? SizeOf(xml.GetAttribute("viewBox")) : null;
                    if (size is null || ++elements > MostElements || !IsShape(xml))
                    {
                        return null;
                    }
                }
            }

            return size;
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException or ArgumentException)
        {
            // Half a drawing is none.
            return null;
        }
    }

    private static bool IsShape(XmlReader xml)
    {
        var isShape = xml.NamespaceURI == Namespace && !Refused.Contains(xml.LocalName);
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            var value = xml.Value;
            isShape &= !xml.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                && (xml.LocalName != "href" || value.StartsWith('#'))
                && (xml.Prefix == "xmlns" || xml.LocalName == "xmlns" || !value.Contains("://", StringComparison.Ordinal))
                && !value.Contains("javascript:", StringComparison.OrdinalIgnoreCase);
        }

        xml.MoveToElement();
        return isShape;
    }

    private static (int Width, int Height)? SizeOf(string? viewBox)
    {
        var parts = viewBox?.Split(' ', ',') ?? [];
        return parts.Length == 4
            && double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
            && double.TryParse(parts[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var height)
            && width is >= 1 and <= 100_000
            && height is >= 1 and <= 100_000
                ? ((int)width, (int)height)
                : null;
    }
}
