using EdgeKit.Contracts;
using EdgeKit.Contracts.Till;

namespace EdgeKit.Pages.Till.Book;

/// <summary>Parts a price into net and tax.</summary>
internal static class Tax
{
    /// <summary>What of a sum is tax at a rate: a share of the net price. Rounded once, halves away from zero.</summary>
    /// <param name="rate">Such as 0.19; null where nobody knows it, and then none is said.</param>
    /// <param name="gross">With tax.</param>
    public static TillTax Of(decimal? rate, Money gross)
    {
        var net = rate is { } known ? gross with { Amount = (long)Math.Round(gross.Amount / (1 + known), MidpointRounding.AwayFromZero) } : gross;
        return new TillTax(gross, net, gross with { Amount = gross.Amount - net.Amount }, rate);
    }
}
