namespace EdgeKit.Streaming.Cache;

/// <summary>A run of bytes of a resource.</summary>
/// <param name="Offset">Of the first byte.</param>
/// <param name="Length">In bytes, one or more.</param>
internal readonly record struct NamedRange(long Offset, long Length);
