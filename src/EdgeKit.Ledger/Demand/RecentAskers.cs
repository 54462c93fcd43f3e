namespace EdgeKit.Ledger.Demand;

/// <summary>Who went without lately, and how much was counted for that: one shopper who tries again and again is no crowd.</summary>
internal sealed class RecentAskers
{
    private const int Most = 4096;

    private readonly Dictionary<(long Asker, string Sku), int> _counted = [];
    private readonly Queue<(long Asker, string Sku)> _order = new();

    /// <summary>Notes one.</summary>
    /// <returns>False if it is known.</returns>
    public bool Add(long asker, string sku, int units)
    {
        if (!_counted.TryAdd((asker, sku), units))
        {
            return false;
        }

        _order.Enqueue((asker, sku));
        if (_order.Count > Most)
        {
            _counted.Remove(_order.Dequeue());
        }

        return true;
    }

    /// <summary>What was counted for one who is served now; 0 for nothing.</summary>
    public int Remove(long asker, string sku) => _counted.Count > 0 && _counted.Remove((asker, sku), out var units) ? units : 0;
}
