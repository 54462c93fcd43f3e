namespace EdgeKit.Cloud.Losses;

/// <summary>What became of a report about a kit.</summary>
internal abstract record LossResult
{
    private LossResult()
    {
    }

    /// <summary>It is noted.</summary>
    internal sealed record Noted(KitHoldings Holdings) : LossResult;

    /// <summary>The log is closed.</summary>
    /// <param name="Settlement">What became of its goods.</param>
    internal sealed record Closed(Settlement Settlement) : LossResult;

    /// <summary>There is no such log.</summary>
    internal sealed record NoLog : LossResult;

    /// <summary>The log was closed before.</summary>
    internal sealed record SettledBefore : LossResult;

    /// <summary>The log goes on: its kit may be selling.</summary>
    internal sealed record StillOpen : LossResult;
}
