using EdgeKit.Contracts.Access;

namespace EdgeKit.Access.Pairing;

/// <summary>A device that waits to be let in, or a code that waits for its device.</summary>
/// <param name="Code">What a person reads.</param>
/// <param name="Secret">What the device asks with; null for an invite, whose device is not known.</param>
/// <param name="Name">What the device calls itself; null for an invite.</param>
/// <param name="Address">Where it asks from.</param>
/// <param name="Began">When, on the monotonic clock.</param>
/// <param name="Life">How long it counts.</param>
internal sealed record PendingPairing(string Code, string? Secret, string? Name, string Address, long Began, TimeSpan Life)
{
    /// <summary>What the device may do, once a person said so.</summary>
    public Role? Role { get; init; }

    /// <summary>Who said so.</summary>
    public string? By { get; init; }
}
