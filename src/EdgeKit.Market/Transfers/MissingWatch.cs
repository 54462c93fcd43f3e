namespace EdgeKit.Market.Transfers;

/// <summary>Says which missing SKUs the other kits are to be asked for: the cloud, while it is reached, is given the time to grant them first.</summary>
internal sealed class MissingWatch(TimeProvider time)
{
    /// <summary>For how long the cloud is waited for.</summary>
    public static readonly TimeSpan CloudPatience = TimeSpan.FromSeconds(15);

    /// <summary>For how long a SKU is not asked for after some came: what is missing is counted again by then.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, long> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _came = new(StringComparer.Ordinal);

    /// <summary>What is to be asked for now, with how many.</summary>
    /// <param name="missing">What the kit was asked for and does not have.</param>
    /// <param name="isCloudReached">Whether the cloud is there to grant it.</param>
    public IReadOnlyList<KeyValuePair<string, long>> Due(IReadOnlyDictionary<string, long> missing, bool isCloudReached)
    {
        var now = time.GetTimestamp();
        foreach (var sku in _since.Keys.Where(sku => !missing.ContainsKey(sku)).ToList())
        {
            _since.Remove(sku);
        }

        foreach (var sku in _came.Where(came => time.GetElapsedTime(came.Value, now) >= Rest).Select(static came => came.Key).ToList())
        {
            _came.Remove(sku);
        }

        foreach (var sku in missing.Keys)
        {
            _since.TryAdd(sku, now);
        }

        return
        [
            .. missing
                .Where(sku => sku.Value > 0 && !_came.ContainsKey(sku.Key) && (!isCloudReached || time.GetElapsedTime(_since[sku.Key], now) >= CloudPatience))
                .OrderBy(static sku => sku.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Some of a SKU came.</summary>
    public void Came(string sku) => _came[sku] = time.GetTimestamp();
}
