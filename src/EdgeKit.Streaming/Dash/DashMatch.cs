namespace EdgeKit.Streaming.Dash;

/// <summary>What a URL names.</summary>
/// <param name="Representation">The representation that it belongs to.</param>
/// <param name="Kind">What it is to it.</param>
/// <param name="Numbers">Which segment; for a SegmentList, the number is its place in the list from the start number on.</param>
/// <param name="IsListed">Whether a timeline or a list has it; null where there is none, so that the manifest's clock alone would tell.</param>
internal sealed record DashMatch(DashRepresentation Representation, DashMatchKind Kind, DashNumbers Numbers, bool? IsListed);
