using System.Globalization;
using System.Xml;

namespace EdgeKit.Streaming.Dash;

/// <summary>An element of a manifest that we read, with its attributes and its children.</summary>
internal sealed class DashElement(string name)
{
    private readonly List<(string Name, DashText Text)> _attributes = [];
    private readonly List<DashElement> _children = [];

    /// <summary>Its name without a prefix.</summary>
    public string Name { get; } = name;

    /// <summary>The text in it, spaces at its ends removed; null if it has none.</summary>
    public DashText? Text { get; set; }

    /// <summary>Adds a child, after those it has.</summary>
    public void Add(DashElement child) => _children.Add(child);

    /// <summary>Adds an attribute.</summary>
    public void Add(string attribute, DashText text) => _attributes.Add((attribute, text));

    /// <summary>Its children of that name, in order.</summary>
    public IEnumerable<DashElement> Children(string name) => _children.Where(child => string.Equals(child.Name, name, StringComparison.Ordinal));

    /// <summary>It and everything in it, in the order of the document.</summary>
    public IEnumerable<DashElement> All() => _children.SelectMany(static child => child.All()).Prepend(this);

    /// <summary>An attribute and where it stands.</summary>
    public DashText? Placed(string attribute)
    {
        foreach (var (name, text) in _attributes)
        {
            if (string.Equals(name, attribute, StringComparison.Ordinal))
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>An attribute, or null.</summary>
    public string? Attribute(string attribute) => Placed(attribute)?.Value;

    /// <summary>An attribute that is a whole number from <paramref name="least"/> to 2^60, so that sums of a few do not overflow.</summary>
    public long? Whole(string attribute, long least = 0) =>
        long.TryParse(Attribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= 1L << 60
            ? value
            : null;

    /// <summary>An attribute that is a number of seconds or INF.</summary>
    public double? Seconds(string attribute) => Attribute(attribute) switch
    {
        null => null,
        "INF" => double.PositiveInfinity,
        var text => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    /// <summary>An attribute that is an xs:duration, in seconds, 0 or more.</summary>
    public double? Duration(string attribute)
    {
        try
        {
            return Attribute(attribute) is { } text && XmlConvert.ToTimeSpan(text) is { Ticks: >= 0 } duration ? duration.TotalSeconds : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
