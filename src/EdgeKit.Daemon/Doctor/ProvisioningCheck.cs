using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Http;

namespace EdgeKit.Daemon.Doctor;

/// <summary>What was wrong in the provisioning file at this boot.</summary>
/// <param name="report">The report of <c>edgekit provision</c>.</param>
internal sealed class ProvisioningCheck(string report) : ICheck
{
    public string Name => "Provisioning";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        var faults = ProvisionFaults.Read(report);
        return Task.FromResult<IReadOnlyList<DoctorItem>>(
            faults.Count > 0 ? [.. faults.Select(fault => Finding.Fault(Name, fault, "Mend the file on the boot partition with any laptop, and switch the kit on again."))]
            : File.Exists(report) ? [Finding.Ok(Name, "all of the provisioning file was applied")]
            : [Finding.Ok(Name, "this machine was not provisioned")]);
    }
}
