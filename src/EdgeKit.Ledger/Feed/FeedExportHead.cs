namespace EdgeKit.Ledger.Feed;

/// <summary>The first line of an export.</summary>
/// <param name="Format">Always <c>edgekit-feed</c>.</param>
/// <param name="Version">1.</param>
/// <param name="Kit">Whose log.</param>
/// <param name="Incarnation">Which log.</param>
/// <param name="First">The first record in it.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">How many there are.</param>
internal sealed record FeedExportHead(string Format, int Version, string Kit, Guid Incarnation, long First, long Last, long Count);
