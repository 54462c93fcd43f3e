using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Items by what they say.</summary>
internal static class Finding
{
    public static DoctorItem Ok(string name, string evidence) => new(name, DoctorState.Ok, evidence, "");

    public static DoctorItem Warning(string name, string evidence, string fix) => new(name, DoctorState.Warning, evidence, fix);

    public static DoctorItem Fault(string name, string evidence, string fix) => new(name, DoctorState.Fault, evidence, fix);

    public static DoctorItem Unknown(string name, string evidence, string fix) => new(name, DoctorState.Unknown, evidence, fix);
}
