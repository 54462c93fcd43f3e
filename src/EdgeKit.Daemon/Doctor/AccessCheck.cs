using EdgeKit.Access;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Http;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Who may come in from the LAN.</summary>
internal sealed class AccessCheck(HttpOptions http, AccessOptions security, KitStatus? status) : ICheck
{
    public string Name => "Access";

    public TimeSpan Patience => TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge()]);

    private DoctorItem Judge()
    {
        // The running daemon knows better: it may have been started with other options.
        var isOpen = status is null ? security.IsOpen && http.IsOpenToOthers : status.Faults.Contains(StatusEndpoint.OpenAccess, StringComparer.Ordinal);
        return isOpen ? Finding.Fault(Name, "everyone on this network may sell, refund and see orders", "Take out security.access: open, or let nobody but the stall's tablets into the access point.")
            : http.IsOpenToOthers ? Finding.Ok(Name, "only who is paired comes in")
            : Finding.Ok(Name, $"only this machine reaches {string.Join(", ", http.Listen)}");
    }
}
