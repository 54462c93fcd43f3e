namespace EdgeKit.Testing.Streams;

/// <summary>Something an origin has at an address.</summary>
internal abstract class OriginContent
{
    /// <summary>200, or what is said instead of content.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>Who may keep it, and for how long.</summary>
    public string CacheControl { get; init; } = "no-cache";

    /// <summary>A strong validator, with its quotes.</summary>
    public string? ETag { get; set; }

    /// <summary>A weaker validator.</summary>
    public DateTimeOffset? LastModified { get; set; }

    /// <summary>Bytes; null while it grows.</summary>
    public abstract long? Length { get; }

    /// <summary>Bytes that it has once it has stopped growing.</summary>
    public virtual ValueTask<long> TotalAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Length ?? throw new InvalidOperationException("It grows without a plan."));

    /// <summary>Copies bytes, and waits for them where it grows.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public abstract ValueTask<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellationToken);
}
