namespace EdgeKit.Power.Distribution;

/// <summary>Where power comes from.</summary>
internal enum SourceKind
{
    /// <summary>The market's socket, or a power supply on it.</summary>
    Mains,

    /// <summary>A pack: it gives when positive and is charged when negative.</summary>
    Battery,

    /// <summary>Panels behind their controller.</summary>
    Solar,

    /// <summary>A fuel cell.</summary>
    FuelCell,
}
