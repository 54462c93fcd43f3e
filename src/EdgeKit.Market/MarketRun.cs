using System.Buffers.Text;
using System.Security.Cryptography;

namespace EdgeKit.Market;

/// <summary>
/// Names this run of the daemon by chance. Who asks for rights says it, so that a request that was written down before a restart is
/// worth nothing after it, with no clock to compare.
/// </summary>
internal sealed class MarketRun
{
    /// <summary>Random bytes of a run and of a nonce.</summary>
    public const int Bytes = 16;

    /// <summary>As requests and beacons say it.</summary>
    public string Text { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether <paramref name="text"/> may be one, of whomever.</summary>
    public static bool IsRun(string? text) => text is not null && Base64Url.IsValid(text, out var length) && length == Bytes;
}
