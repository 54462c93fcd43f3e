namespace EdgeKit.Kernel.Ledger;

/// <summary>Answers whoever reads the log, whichever way the question came: <c>GET /api/v1/feed</c>, or the cloud over the kit's line.</summary>
public interface IFeedDesk
{
    /// <summary>Reads on.</summary>
    /// <param name="since">The record before the first wanted; null or empty for the oldest kept.</param>
    /// <param name="limit">At most so many, 1 to 1,000; null or empty for 200.</param>
    /// <param name="wait">Seconds to wait for one, 0 to 60; null or empty for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<FeedAnswer> ReadAsync(string? since, string? limit, string? wait, CancellationToken cancellationToken);
}
