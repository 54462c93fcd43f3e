namespace EdgeKit.Pages.Console;

/// <summary>The last half hour of each tile's number, in memory.</summary>
internal sealed class TileHistory
{
    /// <summary>How often a number is taken.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>How many are kept of each tile.</summary>
    public const int Kept = 180;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<double>> _values = new(StringComparer.Ordinal);

    /// <summary>Takes a number.</summary>
    public void Take(string tile, double value)
    {
        lock (_gate)
        {
            if (!_values.TryGetValue(tile, out var values))
            {
                _values[tile] = values = new Queue<double>(Kept);
            }

            if (values.Count == Kept)
            {
                values.Dequeue();
            }

            values.Enqueue(value);
        }
    }

    /// <summary>What was taken of a tile, oldest first.</summary>
    public IReadOnlyList<double> Of(string tile)
    {
        lock (_gate)
        {
            return _values.TryGetValue(tile, out var values) ? [.. values] : [];
        }
    }
}
