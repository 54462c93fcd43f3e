namespace EdgeKit.Streaming.Cache;

/// <summary>What the origin said about an object before its bytes.</summary>
/// <param name="Status">200, or the error that is remembered for a moment.</param>
/// <param name="Length">In bytes; null where only its end will tell.</param>
/// <param name="ContentType">As the origin gave it.</param>
/// <param name="ETag">As the origin gave it, quotes included.</param>
/// <param name="LastModified">As the origin gave it.</param>
/// <param name="CacheControl">As the origin gave it.</param>
/// <param name="AgeSeconds">How old it was when it came (RFC 9111, 5.1).</param>
internal sealed record ObjectHead(
    int Status, long? Length, string? ContentType, string? ETag, string? LastModified, string? CacheControl, long AgeSeconds);
