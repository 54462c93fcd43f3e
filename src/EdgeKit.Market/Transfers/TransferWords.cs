using System.Globalization;
using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Transfers;

/// <summary>What a transfer means for the people at the stall: rights go by radio, goods go by foot.</summary>
internal static class TransferWords
{
    /// <summary>In one sentence.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="quantity">How many.</param>
    /// <param name="item">What people call the item.</param>
    /// <param name="kit">The other kit.</param>
    /// <param name="name">What people call that; null if it is not known.</param>
    public static string Of(TransferDirection direction, long quantity, string item, string kit, string? name)
    {
        var whose = name is null || string.Equals(name, kit, StringComparison.Ordinal) ? kit : $"{kit}, {name}";
        return direction switch
        {
            TransferDirection.In => string.Create(CultureInfo.InvariantCulture, $"{quantity} {item} from {whose}: fetch the goods there"),
            TransferDirection.Out => string.Create(CultureInfo.InvariantCulture, $"{quantity} {item} to {whose}: its people come and fetch the goods"),
        };
    }
}
