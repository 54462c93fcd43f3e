using System.Text;
using System.Text.Json;
using EdgeKit.Broker.HomeAssistant;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Tests.Support;
using EdgeKit.Broker.Topics;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Broker.Tests.HomeAssistant;

public sealed class HomeAssistantTests : IDisposable
{
    // Every quantity that a sensor of the kit can have.
    private static readonly string[] Quantities =
    [
        "volts", "amperes", "watts", "ampereHours", "wattHours", "chargePercent", "percentPerHour", "celsius", "humidityPercent", "pascals", "revolutionsPerMinute", "isOn",
    ];

    private readonly TemporaryDirectory _data = new();
    private readonly TestClock _clock = new();
    private readonly FakeBroker _broker = new();
    private readonly FakePower _power = new();
    private readonly FakeUplink _uplink = new();
    private readonly HomeBell _bell = new();
    private DiscoveryLoop? _loop;

    public HomeAssistantTests()
    {
        _power.Sensors = new SensorsView(
        [
            new SensorView("pack-a", "ina226", "INA226", SensorState.Ok, ReadingQuality.Good, [.. Quantities.Select(static quantity => new ReadingView(quantity, "", 1, 0))], 0),
            new SensorView("map", "ina3221", "INA3221", SensorState.Ok, ReadingQuality.Good, [new ReadingView("volts", "1", 5, 0), new ReadingView("volts", "it's 2/3", 5, 0)], 0),
        ]);
        _power.Power = _power.Power with { Packs = [new PackView("pack", ReadingQuality.Good)] };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loop?.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Every_message_is_as_Home_Assistant_documents_it()
    {
        await RunAsync();

        Assert.Equal(Quantities.Length + 2 + 5 + 2, _broker.Said.Count);
        Assert.All(_broker.Said, static said => Assert.Empty(DiscoverySchema.Faults(said.Topic, said.Payload)));
        Assert.All(_broker.Said, static said => Assert.True(said.IsRetained));
        Assert.Equal(_broker.Said.Count, _broker.Said.Select(static said => Root(said).GetProperty("unique_id").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("""{"device_class":"temperature","unit_of_measurement":"V"}""", "V does not go with temperature")]
    [InlineData("""{"device_class":"energy","unit_of_measurement":"Wh","state_class":"measurement"}""", "measurement does not go with energy")]
    [InlineData("""{"device_klass":"energy"}""", "device_klass is no key")]
    [InlineData("""{"device_class":"enum","options":[]}""", "options are for an enum, and not empty")]
    [InlineData("""{"value_template":"{{ x }"}""", "value_template has braces without their others")]
    [InlineData("""{"device":{"identifiers":[]}}""", "device has nothing to know it by")]
    public void What_it_would_not_take_is_found(string members, string fault)
    {
        using var given = JsonDocument.Parse(members);
        using var right = JsonDocument.Parse(
            """{"name":"n","state_topic":"t","unique_id":"u","device":{"identifiers":["i"]},"origin":{"name":"o"},"availability":[{"topic":"s"}]}""");
        var merged = right.RootElement.EnumerateObject().Where(member => !given.RootElement.TryGetProperty(member.Name, out _)).Concat(given.RootElement.EnumerateObject())
            .Select(static member => $"\"{member.Name}\":{member.Value.GetRawText()}");

        Assert.Contains(fault, DiscoverySchema.Faults("homeassistant/sensor/kit-17/x/config", Encoding.UTF8.GetBytes($"{{{string.Join(',', merged)}}}")));
    }

    [Fact]
    public async Task A_reading_is_found_in_what_the_kit_says_of_its_sensor()
    {
        await RunAsync();

        var celsius = Root(_broker.Said.Single(static said => said.Topic == "homeassistant/sensor/kit-17/pack-a_celsius/config"));
        Assert.Equal("edgekit/kit-17/sensors/pack-a", celsius.GetProperty("state_topic").GetString());
        Assert.Contains("selectattr('quantity', 'eq', 'celsius')", celsius.GetProperty("value_template").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["edgekit/kit-17/status", "edgekit/kit-17/sensors/pack-a"], celsius.GetProperty("availability").EnumerateArray().Select(static one => one.GetProperty("topic").GetString()));
        Assert.Equal(("°C", "temperature", "measurement"), (Text(celsius, "unit_of_measurement"), Text(celsius, "device_class"), Text(celsius, "state_class")));
        var odd = Root(_broker.Said.Single(static said => said.Topic == "homeassistant/sensor/kit-17/map_volts_it_s_2_3/config"));
        Assert.Contains("'eq', 'it\\'s 2/3'", Text(odd, "value_template"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_changed_is_said_once_and_again_when_Home_Assistant_or_the_broker_comes_back()
    {
        await RunAsync(passes: 3);
        var once = _broker.Said.Count;

        _bell.Ring();
        await RunAsync();

        Assert.Equal(2 * once, _broker.Said.Count);
        _broker.Beginnings++;
        await RunAsync();

        Assert.Equal(3 * once, _broker.Said.Count);
    }

    [Fact]
    public async Task A_sensor_that_is_gone_is_taken_back_over_a_restart()
    {
        await RunAsync();
        _broker.Said.Clear();
        _power.Sensors = new SensorsView([_power.Sensors.Sensors[0]]);
        _loop = null;

        await RunAsync();

        Assert.Equal(
            ["homeassistant/sensor/kit-17/map_volts_1/config", "homeassistant/sensor/kit-17/map_volts_it_s_2_3/config"],
            _broker.Said.Where(static said => said.Payload.IsEmpty).Select(static said => said.Topic).Order(StringComparer.Ordinal));
        _broker.Said.Clear();
        _loop = null;
        await RunAsync();
        Assert.DoesNotContain(_broker.Said, static said => said.Payload.IsEmpty);
    }

    [Fact]
    public async Task Nothing_is_taken_back_before_all_had_time_to_appear()
    {
        await RunAsync();
        _broker.Said.Clear();
        var sensors = _power.Sensors;
        _power.Sensors = new SensorsView([.. sensors.Sensors.Select(static sensor => sensor with { Readings = [] })]);
        _loop = null;

        await RunAsync();
        Assert.DoesNotContain(_broker.Said, static said => said.Payload.IsEmpty);
        _clock.Advance(DiscoveryLoop.Settled);
        await RunAsync();
        Assert.Equal(Quantities.Length + 2, _broker.Said.Count(static said => said.Payload.IsEmpty));
    }

    [Fact]
    public async Task Without_a_cloud_there_is_no_queue_to_show()
    {
        _uplink.Now.Set(UplinkState.None);
        await RunAsync();

        Assert.DoesNotContain(_broker.Said, static said => said.Topic.Contains("queue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_birth_is_heard()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var home = await kit.ConnectAsync(Role.Device, Cancel);

        await home.PublishAsync(KitTopics.HomeAssistantStatus, "offline", Cancel);
        Assert.Equal(0, kit.Get<HomeBell>().Births.Current);
        await home.PublishAsync(KitTopics.HomeAssistantStatus, "online", Cancel);
        Assert.Equal(1, kit.Get<HomeBell>().Births.Current);
    }

    private static JsonElement Root(StallMessage said)
    {
        using var json = JsonDocument.Parse(said.Payload);
        return json.RootElement.Clone();
    }

    private static string? Text(JsonElement config, string key) => config.GetProperty(key).GetString();

    private async Task RunAsync(int passes = 1)
    {
        var settings = TestSettings.Of(_data.Path, ("kit.id", "kit-17"), ("kit.name", "Night market"));
        var kit = settings.Read("kit", KitOptions.Read);
        var entities = new HomeEntities(kit, new KitTopics(kit));
        _loop ??= new DiscoveryLoop(
            _broker, entities, new Announcements(entities, settings, new FakeLogger<Announcements>()), _bell, _power, _uplink, _clock, new Random(1), new FakeLogger<DiscoveryLoop>());
        for (var pass = 0; pass < passes; pass++)
        {
            await _loop.RunOnceAsync(Cancel);
        }
    }
}
