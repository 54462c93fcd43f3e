namespace EdgeKit.Testing.Streams;

/// <summary>Which state of its content an origin shows.</summary>
/// <param name="GenerationsOn">0 for its own generation, 1 for the one after.</param>
/// <param name="SegmentsBehind">How old playlists are.</param>
internal readonly record struct OriginView(int GenerationsOn, int SegmentsBehind);
