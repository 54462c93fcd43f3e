namespace EdgeKit.Devices.Gpio;

/// <summary>What a status lamp shows; told apart without looking twice.</summary>
public enum LedPattern
{
    /// <summary>Dark.</summary>
    Off,

    /// <summary>Lit.</summary>
    On,

    /// <summary>A second lit, a second dark.</summary>
    Slow,

    /// <summary>An eighth of a second lit, an eighth dark.</summary>
    Fast,

    /// <summary>One short flash every two seconds: alive, and sparing the battery.</summary>
    Heartbeat,

    /// <summary>Two short flashes every two seconds.</summary>
    TwoFlashes,
}
