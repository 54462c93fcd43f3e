using EdgeKit.Broker.Tests.Support;
using EdgeKit.Broker.Victron;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Power;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;
using MQTTnet;

namespace EdgeKit.Broker.Tests.Victron;

public sealed class VictronTests : IDisposable
{
    private static readonly (string, string)[] Configured = [("mqtt.victron.portal", "c0619ab12345"), ("mqtt.victron.device", FakeDoor.IdOf(Role.Device))];

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("N/c0619ab12345/battery/512/Soc", "battery/512", "chargePercent", "")]
    [InlineData("N/c0619ab12345/battery/512/Dc/0/Voltage", "battery/512", "volts", "")]
    [InlineData("N/c0619ab12345/battery/512/Dc/0/Current", "battery/512", "amperes", "")]
    [InlineData("N/c0619ab12345/battery/512/Dc/0/Power", "battery/512", "watts", "")]
    [InlineData("N/c0619ab12345/solarcharger/279/Yield/Power", "solarcharger/279", "watts", "panel")]
    [InlineData("N/c0619ab12345/vebus/276/Ac/ActiveIn/Connected", "vebus/276", "isOn", "acIn")]
    [InlineData("N/c0619ab12345/system/0/Dc/Battery/Soc", "system/0", "chargePercent", "")]
    public void A_topic_is_a_reading(string topic, string device, string quantity, string channel) =>
        Assert.Equal((device, quantity, channel), VictronTopics.Parse(topic, "c0619ab12345"));

    [Theory]
    [InlineData("N/another/battery/512/Soc")]
    [InlineData("N/c0619ab12345/battery/512/CustomName")]
    [InlineData("N/c0619ab12345/battery/x/Soc")]
    [InlineData("N/c0619ab12345/battery/512")]
    [InlineData("N/c0619ab12345/keepalive")]
    [InlineData("W/c0619ab12345/battery/512/Soc")]
    public void Another_is_none(string topic) => Assert.Null(VictronTopics.Parse(topic, "c0619ab12345"));

    [Fact]
    public async Task What_the_named_device_says_is_a_reading_and_others_hear_it()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, Configured);
        var (gx, owner) = (await kit.ConnectAsync(Role.Device, Cancel), await kit.ConnectAsync(Role.Owner, Cancel));
        await owner.SubscribeAsync("N/#", Cancel);

        await gx.PublishAsync("N/c0619ab12345/battery/512/Soc", """{"value": 63.5}""", Cancel);
        await gx.PublishAsync("N/c0619ab12345/battery/512/Dc/0/Voltage", """{"value": 26.4, "min": 0}""", Cancel);

        Assert.Equal(
            [("chargePercent", 63.5), ("volts", 26.4)], kit.Get<OutsideReadings>().Of("battery/512").Select(static reading => (reading.Quantity, reading.Value)));
        Assert.Equal("N/c0619ab12345/battery/512/Soc", (await owner.HearTextAsync(Cancel)).Topic);
    }

    [Fact]
    public async Task What_cannot_be_told_now_is_no_reading()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, Configured);
        var gx = await kit.ConnectAsync(Role.Device, Cancel);

        await gx.PublishAsync("N/c0619ab12345/battery/512/Soc", """{"value": 63.5}""", Cancel);
        await gx.PublishAsync("N/c0619ab12345/battery/512/Soc", """{"value": null}""", Cancel);

        Assert.Empty(kit.Get<OutsideReadings>().Of("battery/512"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("""{"value": "63"}""")]
    [InlineData("""{"valve": 63}""")]
    public async Task Nonsense_is_refused(string payload)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, Configured);
        var gx = await kit.ConnectAsync(Role.Device, Cancel);

        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, (await gx.PublishAsync("N/c0619ab12345/battery/512/Soc", payload, Cancel)).ReasonCode);
        Assert.Empty(kit.Get<OutsideReadings>().Of("battery/512"));
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Viewer)]
    public async Task Nobody_else_says_how_full_the_battery_is(Role role)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, Configured);
        var client = await kit.ConnectAsync(role, Cancel);

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await client.PublishAsync("N/c0619ab12345/battery/512/Soc", """{"value": 1}""", Cancel)).ReasonCode);
        Assert.Empty(kit.Get<OutsideReadings>().Of("battery/512"));
    }

    [Fact]
    public async Task Where_no_GX_device_is_configured_nobody_does()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var client = await kit.ConnectAsync(Role.Device, Cancel);

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await client.PublishAsync("N/c0619ab12345/battery/512/Soc", """{"value": 1}""", Cancel)).ReasonCode);
    }

    [Fact]
    public async Task It_is_asked_to_go_on()
    {
        var broker = new FakeBroker();
        var settings = TestSettings.Of(_data.Path, Configured);
        using var loop = new VictronLoop(broker, settings.Read("mqtt", BrokerOptions.Read).Victron!, new TestClock(), new Random(1), new FakeLogger<VictronLoop>());

        Assert.Equal(TimeSpan.FromSeconds(30), await loop.RunOnceAsync(Cancel));

        Assert.Equal(("R/c0619ab12345/keepalive", false), (broker.Said.Single().Topic, broker.Said.Single().IsRetained));
    }
}
