using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>While a hold must be active, by its own answers, wherever between question and answer each thing happened.</summary>
/// <param name="Hold">Which.</param>
/// <param name="Kit">Where.</param>
/// <param name="Cart">Whose.</param>
/// <param name="Lines">What is reserved.</param>
/// <param name="From">From when its answer was there.</param>
/// <param name="Until">Until it may first have expired, or was first asked to end.</param>
internal sealed record HoldSpan(Guid Hold, string Kit, string Cart, IReadOnlyList<SkuQuantity> Lines, double From, double Until)
{
    /// <summary>Whether it is active all the time from one moment to another.</summary>
    public bool Covers(double from, double until) => From <= from && until <= Until;

    /// <summary>How many it reserves of a SKU.</summary>
    public long Of(string sku) => Lines.Where(line => line.Sku == sku).Sum(static line => (long)line.Quantity);
}
