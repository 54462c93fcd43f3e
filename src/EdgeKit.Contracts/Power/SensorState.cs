namespace EdgeKit.Contracts.Power;

/// <summary>Whether a sensor answers.</summary>
public enum SensorState
{
    /// <summary>It has not been asked yet.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Ok,

    /// <summary>It failed, or gave what cannot be believed; it is asked on.</summary>
    Suspect,

    /// <summary>It has been silent; it is looked for now and then.</summary>
    Lost,
}
