namespace EdgeKit.Contracts.Power;

/// <summary>What the kit lives on.</summary>
public enum PowerSource
{
    /// <summary>Nothing that is configured tells.</summary>
    Unknown,

    /// <summary>Mains, a generator, the sun: more comes in than goes out.</summary>
    External,

    /// <summary>Its packs.</summary>
    Battery,
}
