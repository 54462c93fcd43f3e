namespace EdgeKit.Testing.Processes;

/// <summary>What the way to the cloud does.</summary>
public enum RelayFault
{
    /// <summary>Carries everything.</summary>
    None,

    /// <summary>Nobody listens: connecting is refused.</summary>
    Refuse,

    /// <summary>Each connection is reset once it carried <see cref="FaultRelay.ResetAfterBytes"/> towards the cloud.</summary>
    Reset,

    /// <summary>Connections are taken and kept, and nothing that is sent arrives anywhere.</summary>
    HalfOpen,

    /// <summary>Requests arrive and are answered; each connection is reset when its answer comes.</summary>
    AnswerLost,

    /// <summary>Everything is carried, at <see cref="FaultRelay.SlowBytesPerSecond"/>.</summary>
    Slow,

    /// <summary>A captive portal answers everything with 200 and a page.</summary>
    CaptivePortal,

    /// <summary>413 to everything.</summary>
    TooLarge,

    /// <summary>429 to everything, with <c>Retry-After: 1</c>.</summary>
    TooMany,

    /// <summary>503 to everything, with <c>Retry-After: 1</c>.</summary>
    Unavailable,

    /// <summary>200 and JSON that is cut short.</summary>
    CutJson,

    /// <summary>200 and the cloud's answer for another incarnation.</summary>
    OtherIncarnation,

    /// <summary>200 and an <c>ackSeq</c> far beyond anything that was sent.</summary>
    AckBeyond,

    /// <summary>200 and an <c>ackSeq</c> below zero.</summary>
    AckNegative,
}
