using System.Globalization;
using EdgeKit.Broker;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class MessagesCheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_another_program_has_is_told_from_one_that_nobody_has()
    {
        await using var other = await LoopbackServer.StartAsync(static context => context.Response.WriteAsync("not MQTT", context.RequestAborted), certificates: null, Cancel);

        var taken = await LookAsync(("mqtt.listen", $"127.0.0.1:{other.Address.Port.ToString(CultureInfo.InvariantCulture)}"));
        var free = await LookAsync(("mqtt.listen", "127.0.0.1:1"));

        Assert.Equal((DoctorState.Fault, DoctorState.Fault), (taken.State, free.State));
        Assert.Contains("does not answer: ", taken.Evidence, StringComparison.Ordinal);
        Assert.Contains("refused", free.Evidence, StringComparison.Ordinal);
        Assert.Contains("ss -ltnp", taken.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_in_its_place_that_is_not_there_is_a_fault()
    {
        var item = await LookAsync(("mqtt.broker.url", "mqtt://127.0.0.1:1"));

        Assert.Equal(DoctorState.Fault, item.State);
        Assert.Contains("127.0.0.1:1, the broker in the kit's place, is not reached", item.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_port_there_is_nothing_to_find_and_without_a_daemon_nobody_knows()
    {
        Assert.Equal(DoctorState.Ok, (await LookAsync()).State);
        Assert.Equal(DoctorState.Ok, (await LookAsync(("mqtt.enabled", "false"))).State);
        Assert.Equal(DoctorState.Unknown, Assert.Single(await new MessagesCheck(Options(("mqtt.listen", "127.0.0.1:1")), "kit-17", isRunning: false).LookAsync(Cancel)).State);
    }

    private static BrokerOptions Options(params (string, string)[] settings) => TestSettings.Of("/nowhere", settings).Read("mqtt", BrokerOptions.Read);

    private static async Task<DoctorItem> LookAsync(params (string, string)[] settings) => Assert.Single(await new MessagesCheck(Options(settings), "kit-17", isRunning: true).LookAsync(Cancel));
}
