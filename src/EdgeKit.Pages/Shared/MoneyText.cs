using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Pages.Shared;

/// <summary>Amounts of money as people read and write them.</summary>
internal static class MoneyText
{
    /// <summary>The largest that is read: sums of so many stay far from the end of 64 bits.</summary>
    public const long Most = 1_000_000_000_000;

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["AUD"] = "A$",
        ["BRL"] = "R$",
        ["CAD"] = "CA$",
        ["CNY"] = "CN¥",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["INR"] = "₹",
        ["JPY"] = "¥",
        ["KRW"] = "₩",
        ["MXN"] = "MX$",
        ["USD"] = "$",
    };

    /// <summary>Such as €12.50, or CHF 12.50 where the currency has no sign that everybody knows.</summary>
    public static string Of(Money money)
    {
        var sign = Signs.TryGetValue(money.Currency, out var known) ? known : money.Currency + "\u00A0";
        return $"{(money.Amount < 0 ? "−" : "")}{sign}{Digits(Math.Abs(money.Amount), money.Currency)}";
    }

    /// <summary>The same without a sign, as a form holds it: 12.50.</summary>
    public static string Plain(Money money) => (money.Amount < 0 ? "-" : "") + Digits(Math.Abs(money.Amount), money.Currency);

    /// <summary>Reads what a person typed: 12.50, 12,5, 12 or €12.50. Not negative, not finer than the currency.</summary>
    public static bool TryParse(string text, string currency, out Money money)
    {
        money = default;
        var decimals = Currencies.DecimalsOf(currency);
        var digits = text.Trim();
        if (Signs.TryGetValue(currency, out var sign))
        {
            digits = digits.Replace(sign, "", StringComparison.Ordinal);
        }

        digits = digits.Replace(currency, "", StringComparison.OrdinalIgnoreCase).Trim().Replace(',', '.');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > Most)
        {
            return false;
        }

        var minor = value * Factor(decimals);
        if (minor != decimal.Truncate(minor) || minor > Most)
        {
            return false;
        }

        money = new Money((long)minor, currency);
        return true;
    }

    private static string Digits(long amount, string currency)
    {
        var decimals = Currencies.DecimalsOf(currency);
        return (amount / Factor(decimals)).ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    private static decimal Factor(int decimals) => decimals switch
    {
        0 => 1,
        2 => 100,
        3 => 1000,
        _ => 10_000,
    };
}
