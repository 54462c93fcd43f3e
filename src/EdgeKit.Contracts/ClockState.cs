namespace EdgeKit.Contracts;

/// <summary>How far the wall time beside it can be trusted, worst first.</summary>
public enum ClockState
{
    /// <summary>Nothing is known.</summary>
    Unset = 0,

    /// <summary>The system clock was behind what must be; time runs on from the newest instant known to have passed.</summary>
    Floor = 1,

    /// <summary>From the board's own clock, not checked since boot.</summary>
    Rtc = 2,

    /// <summary>From another kit on the stall's LAN.</summary>
    Lan = 3,

    /// <summary>The kernel says that a time service disciplines it.</summary>
    Ntp = 4,

    /// <summary>From the cloud's answers.</summary>
    Cloud = 5,
}
