using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Stands for a check that needs the configuration where that cannot be read.</summary>
internal sealed class UnreadCheck(string name) : ICheck
{
    public string Name => name;

    public TimeSpan Patience => TimeSpan.FromSeconds(1);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DoctorItem>>([Finding.Unknown(name, "the configuration, which would say, cannot be read", "Mend the configuration, then run the doctor again.")]);
}
