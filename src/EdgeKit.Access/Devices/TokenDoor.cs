using System.Net;
using EdgeKit.Access.Limits;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Access.Devices;

/// <inheritdoc />
internal sealed class TokenDoor(AccessOptions options, DeviceRegistry devices, RequestLimits limits) : ITokenDoor
{
    /// <inheritdoc />
    public ISignal<long> Departures => devices.Departures;

    /// <inheritdoc />
    public Caller? Recognise(string token) =>
        devices.Recognise(token) is { } device ? Of(device) : null;

    /// <inheritdoc />
    public Caller? Admit(IPAddress? local, IPAddress? remote) =>
        OwnMachine.Is(local, remote) ? Caller.ThisMachine
        : options.IsOpen ? Caller.Guest with { Name = "anyone", Role = Role.Owner }
        : null;

    /// <inheritdoc />
    public TimeSpan? Take(Caller caller) => options.IsOpen || caller.IsThisMachine ? null : limits.Take(caller, address: null);

    /// <inheritdoc />
    public Caller? Find(string device) =>
        devices.All.FirstOrDefault(one => string.Equals(one.Id, device, StringComparison.Ordinal)) is { } known ? Of(known) : null;

    private static Caller Of(Device device) => new(device.Id, device.Name, device.Role, IsThisMachine: false);
}
