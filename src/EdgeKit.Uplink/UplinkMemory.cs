namespace EdgeKit.Uplink;

/// <summary>What the uplink remembers over a restart. Losing it costs an estimate and a fetch, no more.</summary>
/// <param name="Outages">Past outages in seconds, oldest first.</param>
/// <param name="FeedCursor">Where the down feed goes on.</param>
internal sealed record UplinkMemory(IReadOnlyList<double> Outages, string FeedCursor)
{
    public static UplinkMemory Empty { get; } = new([], "");
}
