namespace EdgeKit.Simulation.Evenings;

/// <summary>
/// Which missing items a kit asks its neighbours for, as the market's loop does: at once without the cloud, after a while with it; and not again just after
/// some came.
/// </summary>
internal sealed class LanRequests
{
    private static readonly TimeSpan CloudPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, TimeSpan> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _came = new(StringComparer.Ordinal);

    /// <summary>What is to be asked for now.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Due(IReadOnlyDictionary<string, long> missing, bool isOnline, TimeSpan now)
    {
        foreach (var sku in _since.Keys.Where(sku => !missing.ContainsKey(sku)).ToList())
        {
            _since.Remove(sku);
        }

        foreach (var sku in missing.Keys)
        {
            _since.TryAdd(sku, now);
        }

        return
        [
            .. missing.Where(sku => !(_came.TryGetValue(sku.Key, out var came) && now - came < Rest) && (!isOnline || now - _since[sku.Key] >= CloudPatience))
                .OrderBy(static sku => sku.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Some came.</summary>
    public void Came(string sku, TimeSpan now) => _came[sku] = now;

    /// <summary>How many to ask for: what is missing and half as many again, as far as they can be spared.</summary>
    public static long Quantity(long missing, long spare) => Math.Min(missing + ((missing + 1) / 2), spare);
}
