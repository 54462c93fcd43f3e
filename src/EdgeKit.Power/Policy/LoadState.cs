namespace EdgeKit.Power.Policy;

/// <summary>How one load stands.</summary>
/// <param name="IsOn">Switched on.</param>
/// <param name="ChangedAt">When it was last switched, on the monotonic clock.</param>
/// <param name="AllowedSince">Since when the stage would let it be on; null while it would not.</param>
internal sealed record LoadState(bool IsOn, TimeSpan ChangedAt, TimeSpan? AllowedSince);
