namespace EdgeKit.Contracts.Power;

/// <summary>Where power comes from.</summary>
public enum SourceKind
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
