using EdgeKit.Contracts.Access;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Device">The paired device's id; null for a guest and for this machine.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do; null for a guest.</param>
/// <param name="IsThisMachine">The request came over a loopback address, and may do everything.</param>
public sealed record Caller(string? Device, string Name, Role? Role, bool IsThisMachine)
{
    /// <summary>A program on the kit itself.</summary>
    public static Caller ThisMachine { get; } = new(null, "this machine", null, IsThisMachine: true);

    /// <summary>Somebody on the LAN who was not let in.</summary>
    public static Caller Guest { get; } = new(null, "a guest", null, IsThisMachine: false);

    /// <summary>As it stands in the log: the device, or null where there is none to name.</summary>
    public string? By => Device;

    /// <summary>Whether it may sell.</summary>
    public bool MaySell => IsThisMachine || (Role is { } role && Sells(role));

    /// <summary>Whether devices of a role sell.</summary>
    public static bool Sells(Role role) => role is Contracts.Access.Role.Cashier or Contracts.Access.Role.Operator or Contracts.Access.Role.Owner;

    /// <summary>Who makes this request; this machine where nothing guards the door.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? ThisMachine;
}
