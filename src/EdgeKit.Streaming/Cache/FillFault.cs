namespace EdgeKit.Streaming.Cache;

/// <summary>Why a fill stopped.</summary>
/// <param name="Why">In words.</param>
/// <param name="IsFinal">Whether going on cannot help.</param>
internal sealed record FillFault(string Why, bool IsFinal = false);
