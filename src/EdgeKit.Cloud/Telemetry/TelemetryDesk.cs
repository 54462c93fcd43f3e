using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Cloud.Telemetry;

/// <summary>Takes what kits say of themselves, whichever way it came.</summary>
internal sealed class TelemetryDesk(IStore store, TimeProvider time)
{
    /// <summary>The largest body.</summary>
    public const int Largest = 16 * 1024;

    private const int MostValues = 64;
    private const int LongestName = 64;

    /// <summary>Keeps it.</summary>
    /// <returns>What is wrong with it; null if it is kept.</returns>
    public async Task<ProblemResult?> TakeAsync(string kit, KitTelemetry telemetry, CancellationToken cancellationToken)
    {
        if (telemetry.Values.Count > MostValues || telemetry.Values.Keys.Any(static name => name.Length is 0 or > LongestName || !name.All(IsPlain)))
        {
            return Problems.BadRequest("values", $"At most {MostValues} names of 1 to {LongestName} letters, digits, dots, hyphens and underscores.");
        }

        if (telemetry.Seconds is not (>= 0 and <= 86_400) || telemetry.Values.Values.Any(static range => !(range.Least <= range.Mean && range.Mean <= range.Most)))
        {
            return Problems.BadRequest(null, "It covers up to a day, and the mean lies between the least and the most.");
        }

        await store.WriteAsync(
            async session =>
            {
                await TelemetryTable.AddAsync(session, kit, telemetry, time.GetUtcNow());
                return true;
            },
            cancellationToken);
        return null;
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_';
}
