namespace EdgeKit.Contracts.Uplink;

/// <summary>How the way to the cloud is.</summary>
public enum UplinkState
{
    /// <summary>No cloud is configured.</summary>
    None,

    /// <summary>Nothing was tried yet.</summary>
    Unknown,

    /// <summary>The last exchange worked.</summary>
    Online,

    /// <summary>The cloud was not reached, or takes nothing now, or what answered was not the cloud.</summary>
    Offline,

    /// <summary>The cloud was reached and refuses this kit until a person acts.</summary>
    Refused,
}
