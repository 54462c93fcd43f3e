using System.Globalization;
using System.Text;

namespace EdgeKit.Streaming.Dash;

/// <summary>
/// A URL template (ISO/IEC 23009-1 5.3.9.4.4) of one representation: <c>$RepresentationID$</c>, <c>$Bandwidth$</c>, <c>$Number$</c>,
/// <c>$Time$</c>, <c>$SubNumber$</c>, each number with a width as in <c>$Number%05d$</c>, and <c>$$</c> for a dollar sign. Only what a
/// player would write matches: a number with zeros that its width does not ask for is another URL, and not one of the manifest's.
/// </summary>
internal sealed class DashTemplate
{
    private const int MaximumDigits = 18;

    private readonly List<(string Literal, DashVariable? Variable, int Width)> _pieces;

    private DashTemplate(List<(string Literal, DashVariable? Variable, int Width)> pieces) => _pieces = pieces;

    /// <summary>The template of that text, or null if it cannot be read, or has two numbers with nothing between them.</summary>
    public static DashTemplate? TryRead(string text, string representation, long bandwidth)
    {
        var pieces = new List<(string, DashVariable?, int)>();
        var literal = new StringBuilder();
        var parts = text.Split('$');
        if (parts.Length % 2 == 0)
        {
            return null;
        }

        for (var index = 0; index < parts.Length; index++)
        {
            if (index % 2 == 0)
            {
                literal.Append(parts[index]);
            }
            else if (Fixed(parts[index], representation, bandwidth) is { } value)
            {
                literal.Append(value);
            }
            else if (Numbered(parts[index]) is var (variable, width) && (literal.Length > 0 || pieces.Count == 0))
            {
                pieces.Add((literal.ToString(), variable, width));
                literal.Clear();
            }
            else
            {
                return null;
            }
        }

        pieces.Add((literal.ToString(), null, 0));
        return new DashTemplate(pieces);
    }

    /// <summary>The numbers in <paramref name="url"/>, or null if it is not of this template.</summary>
    public DashNumbers? Match(ReadOnlySpan<char> url)
    {
        var numbers = new DashNumbers(null, null, null);
        foreach (var (literal, variable, width) in _pieces)
        {
            if (!url.StartsWith(literal, StringComparison.Ordinal))
            {
                return null;
            }

            url = url[literal.Length..];
            if (variable is { } taken)
            {
                var digits = url.IndexOfAnyExceptInRange('0', '9');
                digits = digits < 0 ? url.Length : digits;
                if (Value(url[..digits], width) is not { } value || numbers.With(taken, value) is not { } more)
                {
                    return null;
                }

                numbers = more;
                url = url[digits..];
            }
        }

        return url.IsEmpty ? numbers : null;
    }

    private static string? Fixed(string name, string representation, long bandwidth)
    {
        if (name.Length == 0)
        {
            return "$";
        }

        if (string.Equals(name, "RepresentationID", StringComparison.Ordinal))
        {
            return representation;
        }

        var (variable, width) = WithWidth(name);
        return variable is "Bandwidth" && width is { } digits ? bandwidth.ToString($"D{digits}", CultureInfo.InvariantCulture) : null;
    }

    private static (DashVariable Variable, int Width)? Numbered(string name) => WithWidth(name) switch
    {
        ("Number", { } width) => (DashVariable.Number, width),
        ("Time", { } width) => (DashVariable.Time, width),
        ("SubNumber", { } width) => (DashVariable.SubNumber, width),
        _ => null,
    };

    // Name, or Name%0Wd. Without a width it is 1.
    private static (string Name, int? Width) WithWidth(string name)
    {
        var percent = name.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
        {
            return (name, 1);
        }

        var format = name.AsSpan(percent + 1);
        return format is ['0', .. var width, 'd']
            && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            && digits is >= 1 and <= MaximumDigits
                ? (name[..percent], digits)
                : (name[..percent], null);
    }

    private static long? Value(ReadOnlySpan<char> digits, int width)
    {
        var padded = digits.Length > width && digits[0] == '0';
        return digits.Length < width || digits.Length > MaximumDigits || padded ? null : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
