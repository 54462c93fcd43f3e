using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;

namespace EdgeKit.Access.Devices;

/// <summary>Ends an evening at the door: tablets and phones go out, the owner's device stays.</summary>
internal sealed class StallDoor(AccessOptions options, DeviceRegistry devices, AuditTrail trail) : IStallDoor
{
    /// <inheritdoc />
    public bool NeedsOwner => options.SetupCode is not null && !devices.HasOwner;

    /// <inheritdoc />
    public int Guests => devices.All.Count(static device => device.Role != Role.Owner);

    /// <inheritdoc />
    public async Task<ProblemResult?> CloseAsync(Caller by, CancellationToken cancellationToken)
    {
        foreach (var device in devices.All.Where(static device => device.Role != Role.Owner))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Out first: that must not wait for a log that is full.
            if (await devices.RemoveAsync(device.Id, CancellationToken.None) && await trail.RevokedAsync(device, by) is ProblemResult refused)
            {
                return refused;
            }
        }

        return null;
    }
}
