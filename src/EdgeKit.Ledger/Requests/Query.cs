using System.Globalization;

namespace EdgeKit.Ledger.Requests;

/// <summary>Parameters of an address.</summary>
internal static class Query
{
    /// <summary>A whole number within bounds; absent or empty is the default.</summary>
    public static bool TryNumber(string? text, long byDefault, long least, long most, out long number)
    {
        number = byDefault;
        return string.IsNullOrEmpty(text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }
}
