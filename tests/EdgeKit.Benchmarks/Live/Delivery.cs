using EdgeKit.Testing.Streams;

namespace EdgeKit.Benchmarks.Live;

/// <summary>One part, or one segment, as it came to one player.</summary>
/// <param name="Rendition">Of which rendition.</param>
/// <param name="Position">Which; for a segment, its last part.</param>
/// <param name="WasHinted">Whether the player asked before it was published.</param>
/// <param name="Milliseconds">From its publication to its last byte here.</param>
/// <param name="IsWhole">Whether it came as a whole, with the right bytes.</param>
internal sealed record Delivery(string Rendition, LivePosition Position, bool WasHinted, double Milliseconds, bool IsWhole);
