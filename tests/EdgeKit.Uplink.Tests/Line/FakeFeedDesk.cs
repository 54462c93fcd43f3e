using EdgeKit.Kernel.Ledger;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>A desk that says what it was asked.</summary>
internal sealed class FakeFeedDesk : IFeedDesk
{
    /// <summary>It answers nothing before this has ended.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public async Task<FeedAnswer> ReadAsync(string? since, string? limit, string? wait, CancellationToken cancellationToken)
    {
        await Held.WaitAsync(cancellationToken);
        return new FeedAnswer(null, System.Text.Encoding.UTF8.GetBytes($"since {since} limit {limit} wait {wait}"), 42);
    }
}
