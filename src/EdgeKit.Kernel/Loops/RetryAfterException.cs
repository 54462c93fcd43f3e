namespace EdgeKit.Kernel.Loops;

/// <summary>The far side said when to come back. The loop waits at least that long, and a random part more so that a fleet does not return at once.</summary>
public sealed class RetryAfterException(string message, TimeSpan wait) : Exception(message)
{
    /// <summary>How long the far side asked for; cut at an hour, so that a wrong header does not silence a kit.</summary>
    public TimeSpan Wait { get; } = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : wait;
}
