using System.Security.Cryptography;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;

namespace EdgeKit.Market.Discovery;

/// <summary>A beacon as a datagram: its seal, then JSON.</summary>
internal static class BeaconSeal
{
    /// <summary>The largest datagram, in bytes.</summary>
    public const int Longest = 2048;

    /// <summary>The datagram of a beacon.</summary>
    public static byte[] Seal(MarketSeals seals, MarketBeacon beacon)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(beacon, ContractsJson.Default.MarketBeacon);
        return [.. seals.OfBeacon(content), .. content];
    }

    /// <summary>The beacon of a datagram; null if it has not the market's seal. One that has and is not as it should be is null too.</summary>
    /// <param name="seals">The market's.</param>
    /// <param name="datagram">As it came.</param>
    /// <param name="isSealed">Whether it has the seal.</param>
    public static MarketBeacon? Open(MarketSeals seals, ReadOnlySpan<byte> datagram, out bool isSealed)
    {
        isSealed = datagram.Length is > MarketSeals.Length and <= Longest
            && CryptographicOperations.FixedTimeEquals(datagram[..MarketSeals.Length], seals.OfBeacon(datagram[MarketSeals.Length..]));
        if (!isSealed)
        {
            return null;
        }

        try
        {
            var beacon = JsonSerializer.Deserialize(datagram[MarketSeals.Length..], ContractsJson.Default.MarketBeacon);
            return beacon is not null && PeerRules.IsRight(beacon) ? beacon : null;
        }
        catch (JsonException)
        {
            // A kit of another version.
            return null;
        }
    }
}
