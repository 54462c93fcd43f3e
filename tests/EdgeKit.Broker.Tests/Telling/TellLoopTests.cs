using System.Text;
using System.Text.Json;
using EdgeKit.Broker.Telling;
using EdgeKit.Broker.Tests.Support;
using EdgeKit.Broker.Topics;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Broker.Tests.Telling;

public sealed class TellLoopTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly FakeBroker _broker = new();
    private readonly FakePower _power = new();
    private readonly FakeUplink _uplink = new();
    private readonly FakeDesk _desk = new() { Stock = [Level("chai", 5)] };
    private readonly EventStream _events = new("run");
    private readonly TellLoop _loop;

    public TellLoopTests()
    {
        var settings = TestSettings.Of("/none", ("kit.id", "kit-17"));
        var kit = settings.Read("kit", KitOptions.Read);
        var clock = new KitClock(_clock, new TestDiscipline(), Guid.Empty, _clock.GetUtcNow());
        var teller = new Teller(_broker, new CloudEvents(kit, clock), _clock);
        _power.Sensors = new SensorsView([FakePower.Sensor("case", "celsius", 31)]);
        _loop = new TellLoop(
            _broker, teller, new KitTopics(kit), _events, _power, _uplink, _desk, settings.Read("mqtt", BrokerOptions.Read), _clock, new Random(1), new FakeLogger<TellLoop>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> Topics => _broker.Said.Select(static said => said.Topic["edgekit/kit-17/".Length..]);

    public void Dispose() => _loop.Dispose();

    [Fact]
    public async Task At_its_beginning_the_kit_says_how_it_is()
    {
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["status", "power", "uplink", "queue", "stock/chai", "sensors/case"], Topics);
        Assert.All(_broker.Said, static said => Assert.True(said.IsRetained));
        Assert.Equal("online", Encoding.UTF8.GetString(_broker.Said[0].Payload.Span));
    }

    [Fact]
    public async Task What_it_says_is_a_CloudEvent_of_what_the_API_answers()
    {
        await PassAsync(TimeSpan.FromSeconds(5));

        var said = _broker.Said.Single(static said => said.Topic == "edgekit/kit-17/stock/chai");
        using var json = JsonDocument.Parse(said.Payload);
        var root = json.RootElement;
        Assert.Equal("application/cloudevents+json", said.ContentType);
        Assert.Equal(
            ("1.0", "/kits/kit-17", "edgekit.stock", "chai", "application/json", "floor"),
            (Text("specversion"), Text("source"), Text("type"), Text("subject"), Text("datacontenttype"), Text("clock")));
        Assert.NotEqual(Guid.Empty, root.GetProperty("id").GetGuid());
        Assert.Equal(_clock.GetUtcNow() - TimeSpan.FromSeconds(5), root.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(5, root.GetProperty("data").GetProperty("available").GetInt64());

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Fact]
    public async Task What_changes_ten_times_a_second_is_said_once_a_second_and_the_newest_counts()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        _broker.Said.Clear();
        for (var available = 100; available > 0; available--)
        {
            _events.Publish("stock", [Level("chai", available)], ContractsJson.Default.IReadOnlyListStockLevel);
            await PassAsync(TimeSpan.FromMilliseconds(100));
        }

        var said = _broker.Said.Where(static said => said.Topic.EndsWith("stock/chai", StringComparison.Ordinal)).ToList();
        Assert.InRange(said.Count, 9, 11);
        await PassAsync(TimeSpan.FromSeconds(1));
        using var last = JsonDocument.Parse(_broker.Said.Last(static said => said.Topic.EndsWith("stock/chai", StringComparison.Ordinal)).Payload);
        Assert.Equal(1, last.RootElement.GetProperty("data").GetProperty("available").GetInt64());
    }

    [Fact]
    public async Task Every_order_is_said_and_none_is_retained()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        _broker.Said.Clear();
        for (var order = 0; order < 3; order++)
        {
            _events.Publish("order", new Money(order, "EUR"), ContractsJson.Default.Money);
        }

        await PassAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["orders", "orders", "orders"], Topics);
        Assert.All(_broker.Said, static said => Assert.Equal((false, true), (said.IsRetained, said.IsCertain)));
    }

    [Fact]
    public async Task A_sensor_is_said_when_it_has_something_new_and_once_a_minute()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        _broker.Said.Clear();
        _power.Sensors = new SensorsView([FakePower.Sensor("case", "celsius", 31, age: 7)]);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(_broker.Said);

        _power.Sensors = new SensorsView([FakePower.Sensor("case", "celsius", 32)]);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["sensors/case"], Topics);
        _power.Sensors = new SensorsView([FakePower.Sensor("case", "celsius", 32, quality: ReadingQuality.Stale)]);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, _broker.Said.Count);

        _clock.Advance(SensorChanges.Again);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(3, _broker.Said.Count);
    }

    [Fact]
    public async Task Who_was_cut_off_says_everything_anew()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        _broker.Said.Clear();
        for (var said = 0; said < EventStream.Kept + 10; said++)
        {
            _events.Publish("button", new ButtonView(IsHeld: false), ContractsJson.Default.ButtonView);
        }

        await PassAsync(TimeSpan.FromSeconds(5));
        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Contains("status", Topics);
        Assert.Contains("power", Topics);
    }

    [Fact]
    public async Task A_broker_that_began_anew_is_told_everything_anew_however_soon_it_is_back()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        _broker.Said.Clear();
        _broker.Beginnings++;

        await PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["power", "queue", "sensors/case", "status", "stock/chai", "uplink"], Topics.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task In_the_end_it_says_that_it_is_gone()
    {
        await PassAsync(TimeSpan.FromSeconds(5));
        await _loop.StopAsync(Cancel);

        Assert.Equal(("edgekit/kit-17/status", "offline"), (_broker.Said[^1].Topic, Encoding.UTF8.GetString(_broker.Said[^1].Payload.Span)));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_broker_that_does_not_serve_and_all_of_it_once_it_does()
    {
        _broker.Now.Set(false);
        var pass = _loop.RunOnceAsync(Cancel).AsTask();
        await _clock.SleepAsync(Cancel);
        Assert.Empty(_broker.Said);

        _broker.Now.Set(true);
        while (await _clock.SleepAsync(Cancel) > TimeSpan.FromSeconds(5))
        {
            // The timer of the patience that is over.
        }

        _clock.Advance(TimeSpan.FromSeconds(5));
        await pass;

        Assert.Equal(6, _broker.Said.Count);
    }

    private static StockLevel Level(string sku, long available) => new(sku, available, 0, 0, 0, available);

    private async Task PassAsync(TimeSpan later)
    {
        await _loop.TellAsync(Cancel);
        _clock.Advance(later);
    }
}
