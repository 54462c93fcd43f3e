using System.Xml;

namespace EdgeKit.Streaming.Dash;

/// <summary>
/// Reads the elements of a manifest that matter to us (ISO/IEC 23009-1), bounded in size, depth and number, without a DTD, and with nothing
/// fetched from elsewhere.
/// </summary>
internal sealed class DashDocument
{
    /// <summary>The deepest nesting that is read. Real manifests have about eight.</summary>
    public const int MaximumDepth = 32;

    /// <summary>The most elements that are read: a timeline of an evening, for a ladder of ten.</summary>
    public const int MaximumElements = 50_000;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "MPD", "BaseURL", "Location", "PatchLocation", "UTCTiming", "Period", "AdaptationSet", "Representation", "SegmentBase", "SegmentList", "SegmentTemplate",
        "SegmentTimeline", "S", "SegmentURL", "Initialization", "RepresentationIndex", "BitstreamSwitching",
    };

    private readonly string _text;
    private readonly XmlReader _reader;
    private readonly IXmlLineInfo _position;
    private readonly List<int> _lines;

    private DashDocument(string text, XmlReader reader)
    {
        _text = text;
        _reader = reader;
        _position = (IXmlLineInfo)reader;
        _lines = LineStarts(text);
    }

    /// <summary>The root of <paramref name="text"/>, or null and why not.</summary>
    public static DashElement? TryRead(string text, out string? why)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = DashManifest.MaximumBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return new DashDocument(text, reader).Read(out why);
        }
        catch (XmlException exception)
        {
            why = $"not XML: {exception.Message}";
            return null;
        }
    }

    private DashElement? Read(out string? why)
    {
        var open = new Stack<DashElement?>();
        DashElement? root = null;
        var elements = 0;
        why = null;
        while (_reader.Read())
        {
            if (_reader.Depth > MaximumDepth || elements > MaximumElements)
            {
                why = elements > MaximumElements ? "too many elements" : "nested too deeply";
                return null;
            }

            if (_reader.NodeType == XmlNodeType.Element)
            {
                elements++;
                var element = Start(open, root);
                root ??= element;
                if (!_reader.IsEmptyElement)
                {
                    open.Push(element);
                }
            }
            else if (_reader.NodeType == XmlNodeType.EndElement)
            {
                open.Pop();
            }
            else if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && open.TryPeek(out var within) && within is { Text: var before })
            {
                within.Text = TextHere(before);
            }
        }

        why = root is { Name: "MPD" } ? null : "no MPD";
        return why is null ? root : null;
    }

    // An element that we do not know has no place in the tree, nor has anything in it.
    private DashElement? Start(Stack<DashElement?> open, DashElement? root)
    {
        DashElement? parent = null;
        if (!Known.Contains(_reader.LocalName) || (root is not null && (!open.TryPeek(out parent) || parent is null)))
        {
            return null;
        }

        var element = new DashElement(_reader.LocalName);
        parent?.Add(element);
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.Prefix.Length == 0)
            {
                element.Add(_reader.LocalName, ValueHere(_reader.Value));
            }
        }

        _reader.MoveToElement();
        return element;
    }

    // The reader stands on the attribute's name.
    private DashText ValueHere(string value)
    {
        var name = Here();
        var equals = name < 0 ? -1 : _text.IndexOf('=', name);
        var quote = equals < 0 ? -1 : _text.AsSpan(equals).IndexOfAny('"', '\'') + equals;
        var end = quote < 0 ? -1 : _text.IndexOf(_text[quote], quote + 1);
        return end < 0 ? new DashText(value, -1, 0) : new DashText(value, quote + 1, end - quote - 1);
    }

    // The reader stands on a stretch of text. Two stretches, as around a comment or in CDATA, have no place that could be replaced.
    private DashText TextHere(DashText? before)
    {
        var value = ((before?.Value ?? "") + _reader.Value).Trim();
        var start = Here();
        if (before is not null || _reader.NodeType == XmlNodeType.CDATA || start < 0)
        {
            return new DashText(value, -1, 0);
        }

        var end = _text.IndexOf('<', start);
        var raw = end < 0 ? _text.AsSpan(start) : _text.AsSpan(start..end);
        return new DashText(value, start + raw.Length - raw.TrimStart().Length, raw.Trim().Length);
    }

    private int Here()
    {
        var at = _position.HasLineInfo() && _position.LineNumber <= _lines.Count ? _lines[_position.LineNumber - 1] + _position.LinePosition - 1 : -1;
        return at < _text.Length ? at : -1;
    }

    // XML ends a line at LF, CR LF and CR.
    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                starts.Add(index + 1);
            }
        }

        return starts;
    }
}
