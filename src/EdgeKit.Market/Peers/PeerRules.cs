using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Peers;

/// <summary>What a kit may say of itself. It is sealed, but a kit may be of another version, or in other hands.</summary>
internal static class PeerRules
{
    private const int LongestKit = 63;
    private const int LongestName = 200;
    private const int LongestSku = 64;

    public static bool IsRight(MarketBeacon beacon) =>
        IsKit(beacon.Kit) && IsName(beacon.Name) && beacon.Port is > 0 and <= ushort.MaxValue && MarketRun.IsRun(beacon.Run);

    public static bool IsRight(PeerStock stock) =>
        IsKit(stock.Kit) && IsName(stock.Name) && MarketRun.IsRun(stock.Run) && stock.Spare.All(static spare => IsSku(spare.Key) && spare.Value >= 0);

    public static bool IsKit(string kit) => kit.Length is > 0 and <= LongestKit && kit.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    public static bool IsSku(string sku) => sku.Length is > 0 and <= LongestSku && sku.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);
}
