using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>What the rules remember from one reading to the next. All times are on the monotonic clock.</summary>
internal sealed record StageState
{
    /// <summary>The stage that holds.</summary>
    public PowerStage Stage { get; init; } = PowerStage.Normal;

    /// <summary>Since when.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>What it was entered for.</summary>
    public StageCause Cause { get; init; }

    /// <summary>Since when the conditions of conserve have held; null while they do not.</summary>
    public TimeSpan? ConserveSince { get; init; }

    /// <summary>Since when those of critical have.</summary>
    public TimeSpan? CriticalSince { get; init; }

    /// <summary>Since when those of shutdown have.</summary>
    public TimeSpan? ShutdownSince { get; init; }

    /// <summary>Since when a better stage would do.</summary>
    public TimeSpan? BetterSince { get; init; }

    /// <summary>When something good was last read of the packs.</summary>
    public TimeSpan? SeenAt { get; init; }

    /// <summary>When the figure that the stage was entered for was last read.</summary>
    public TimeSpan? CauseSeenAt { get; init; }
}
