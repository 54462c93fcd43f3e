using System.Globalization;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Catalog.Importing;

/// <summary>
/// Numbers as people write them in a table. Thousands are never set apart, so <c>1,250</c> is refused rather than guessed at. A
/// comma is a decimal sign where commas do not part the columns.
/// </summary>
internal static class Amounts
{
    private const int MaxDigits = 15;
    private const int RateDecimals = 6;

    /// <summary>A price as minor units, or null.</summary>
    public static long? Price(string text, string currency, bool commaIsDecimal)
    {
        var decimals = Currencies.DecimalsOf(currency);
        return Split(text, commaIsDecimal) is var (whole, fraction) && fraction.Length <= decimals
            ? long.Parse(whole + fraction.PadRight(decimals, '0'), CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>What a price in <paramref name="currency"/> looks like.</summary>
    public static string ExamplePrice(string currency) => Currencies.DecimalsOf(currency) is var decimals && decimals == 0 ? "1250" : "12." + "5".PadRight(decimals, '0');

    /// <summary>A tax rate as a share, from a share or from per cent; or null.</summary>
    public static decimal? Rate(string text, bool commaIsDecimal)
    {
        var isPercent = text.EndsWith('%');
        var number = isPercent ? text[..^1].TrimEnd() : text;
        return Split(number, commaIsDecimal) is var (whole, fraction) && fraction.Length <= RateDecimals
            ? decimal.Parse($"{whole}.{fraction}0", CultureInfo.InvariantCulture) / (isPercent ? 100 : 1)
            : null;
    }

    /// <summary>A count, or null.</summary>
    public static int? Count(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most ? count : null;

    private static (string Whole, string Fraction)? Split(string text, bool commaIsDecimal)
    {
        var sign = commaIsDecimal ? text.AsSpan().IndexOfAny('.', ',') : text.IndexOf('.', StringComparison.Ordinal);
        var whole = sign < 0 ? text : text[..sign];
        var fraction = sign < 0 ? "" : text[(sign + 1)..];
        var isNumber = whole.Length is > 0 and <= MaxDigits
            && fraction.Length <= RateDecimals
            && (sign < 0 || fraction.Length > 0)
            && whole.All(char.IsAsciiDigit)
            && fraction.All(char.IsAsciiDigit);
        return isNumber ? (whole, fraction) : null;
    }
}
