namespace EdgeKit.Testing.Kill;

/// <summary>What else happens in a round in which the kit is killed.</summary>
public enum KillScenario
{
    /// <summary>Nothing: the cloud is there.</summary>
    CloudConnected,

    /// <summary>Connecting is refused.</summary>
    Refused,

    /// <summary>Connections are reset after a few bytes.</summary>
    Reset,

    /// <summary>Connections are taken and nothing arrives.</summary>
    HalfOpen,

    /// <summary>The cloud commits, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>The way is slow.</summary>
    Slow,

    /// <summary>A captive portal answers 200 with HTML.</summary>
    CaptivePortal,

    /// <summary>413.</summary>
    TooLarge,

    /// <summary>429.</summary>
    TooMany,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>JSON that is cut short.</summary>
    CutJson,

    /// <summary>The answer for another incarnation.</summary>
    OtherIncarnation,

    /// <summary>An <c>ackSeq</c> far beyond the head.</summary>
    AckBeyond,

    /// <summary>A negative <c>ackSeq</c>.</summary>
    AckNegative,

    /// <summary>The cloud is killed as well.</summary>
    CloudKilled,

    /// <summary>The cloud comes back with an older copy of its store: <c>ackSeq</c> goes backwards.</summary>
    CloudRestored,

    /// <summary>The kit is killed again while it starts.</summary>
    KilledWhileStarting,
}
