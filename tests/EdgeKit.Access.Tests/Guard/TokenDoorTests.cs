using System.Net;
using EdgeKit.Access.Devices;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Testing;

namespace EdgeKit.Access.Tests.Guard;

public sealed class TokenDoorTests : IDisposable
{
    private static readonly IPAddress Kit = IPAddress.Parse("10.43.0.1");
    private static readonly IPAddress Phone = IPAddress.Parse("10.43.0.77");

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_device_is_known_by_its_token_until_it_is_put_out()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);
        var (door, devices) = (kit.Get<ITokenDoor>(), kit.Get<DeviceRegistry>());
        var (device, token) = (await devices.AddAsync("Fridge", Role.Device, "test", Cancel))!.Value;
        var told = 0L;
        using var subscription = door.Departures.Subscribe(count => told = count);

        Assert.Equal(new Caller(device.Id, "Fridge", Role.Device, IsThisMachine: false), door.Recognise(token));
        Assert.Equal(door.Recognise(token), door.Find(device.Id));
        Assert.True(door.IsIn(device.Id));
        Assert.Null(door.Recognise(token + "x"));

        await devices.RemoveAsync(device.Id, Cancel);
        Assert.Null(door.Recognise(token));
        Assert.False(door.IsIn(device.Id));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Without_a_token_only_this_machine_comes_in()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);
        var door = kit.Get<ITokenDoor>();

        Assert.Equal(Caller.ThisMachine, door.Admit(IPAddress.Loopback, IPAddress.Loopback));
        Assert.Null(door.Admit(Kit, Phone));
        Assert.Null(door.Admit(Kit, IPAddress.Loopback));
    }

    [Fact]
    public async Task Where_everything_is_open_anyone_is_an_owner()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel, ("security.access", "open"));

        Assert.Equal((null, Role.Owner, false), (kit.Get<ITokenDoor>().Admit(Kit, Phone)!.Device, kit.Get<ITokenDoor>().Admit(Kit, Phone)!.Role, kit.Get<ITokenDoor>().Admit(Kit, Phone)!.IsThisMachine));
    }

    [Fact]
    public async Task A_device_has_one_budget_over_all_protocols()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel, ("security.deviceRate", "1"));
        var door = kit.Get<ITokenDoor>();
        var caller = new Caller("d1", "Till", Role.Cashier, IsThisMachine: false);

        for (var request = 0; request < 10; request++)
        {
            Assert.Null(door.Take(caller));
        }

        Assert.NotNull(door.Take(caller));
        Assert.Null(door.Take(Caller.ThisMachine));
    }
}
