using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether the daemon could start with the configuration as it is now.</summary>
/// <param name="errors">Everything that is wrong with it, a line each.</param>
internal sealed class ConfigurationCheck(IReadOnlyList<string> errors) : ICheck
{
    public string Name => "Configuration";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>(errors.Count == 0
        ? [Finding.Ok(Name, "every key is known and every value is right")]
        : [.. errors.Select(error => Finding.Fault(Name, error, "Mend that line; 'edgekit config check' says when it is right. Then: systemctl restart edgekit."))]);
}
