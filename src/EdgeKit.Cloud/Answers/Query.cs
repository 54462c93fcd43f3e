using System.Globalization;

namespace EdgeKit.Cloud.Answers;

/// <summary>Reads query parameters, absent ones by their default.</summary>
internal static class Query
{
    /// <summary>A whole number within bounds.</summary>
    public static bool TryNumber(string? text, long fallback, long least, long most, out long value)
    {
        value = fallback;
        return string.IsNullOrEmpty(text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
    }
}
