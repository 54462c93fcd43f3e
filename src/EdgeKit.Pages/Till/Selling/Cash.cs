using EdgeKit.Contracts;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Pages.Till.Selling;

/// <summary>Coins and notes.</summary>
internal static class Cash
{
    private const int MostOffered = 3;

    // In units of the currency. Currencies without decimals have large numbers on their notes.
    private static readonly long[] Notes = [5, 10, 20, 50, 100, 200];
    private static readonly long[] LargeNotes = [1_000, 2_000, 5_000, 10_000, 50_000, 100_000];

    /// <summary>What people are likely to hand over for a sum, besides the sum itself: it rounded up to each note, smallest first.</summary>
    public static IReadOnlyList<Money> Likely(Money sum)
    {
        var decimals = Currencies.DecimalsOf(sum.Currency);
        var unit = (long)Math.Pow(10, decimals);
        return
        [
            .. (decimals == 0 ? LargeNotes : Notes)
                .Select(note => (sum.Amount + (note * unit) - 1) / (note * unit) * note * unit)
                .Where(given => given > sum.Amount)
                .Distinct()
                .Order()
                .Take(MostOffered)
                .Select(given => sum with { Amount = given }),
        ];
    }

    /// <summary>What goes back to the customer; null where too little was given.</summary>
    public static Money? Change(Money given, Money sum) => given.Amount < sum.Amount ? null : sum with { Amount = given.Amount - sum.Amount };
}
