namespace EdgeKit.Contracts.Doctor;

/// <summary>What a check found, best first.</summary>
public enum DoctorState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and somebody should know.</summary>
    Warning,

    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>A person must act.</summary>
    Fault,
}
