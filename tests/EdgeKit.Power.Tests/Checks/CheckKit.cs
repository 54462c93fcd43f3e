using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Checks;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Sampling;
using EdgeKit.Power.Simulation;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Power.Tests.Checks;

/// <summary>The checks of a kit, with a log that outlives its restarts.</summary>
internal sealed class CheckKit : IDisposable
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    private readonly PowerOptions _options;
    private readonly EventStream _events = new("test");
    private string? _heard;

    public CheckKit(string[] checks, params SensorOptions[] sensors)
    {
        _options = CheckSetup.Power(checks, out var errors, sensors);
        Assert.Empty(errors);
        Sensors = new SensorBoard(sensors, new SensorFactory(new SimulatedLines(), new FanDuty(), new OutsideReadings(Time), Time).Open, Time, new Random(1));
        Clock = NewClock();
        Log = new MemoryRecordLog { Clock = Clock };
        Book = NewBook();
        _events.Publish("begin", new ChecksView([], ClockState.Unset), ContractsJson.Default.ChecksView);
        _heard = "test-1";
    }

    public TestClock Time { get; } = new();

    public TestDiscipline Discipline { get; } = new() { IsSynchronised = true };

    public SensorBoard Sensors { get; }

    public MemoryRecordLog Log { get; }

    public FakeLogger<CheckBook> Logger { get; } = new();

    public KitClock Clock { get; private set; }

    public CheckBook Book { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The daemon starts again on the same boot, or after <paramref name="off"/> on another.</summary>
    public void Restart(TimeSpan? off = null)
    {
        if (off is { } time)
        {
            Time.Advance(time);
            Clock = NewClock();
            Log.Clock = Clock;
        }

        Book.Dispose();
        Book = NewBook();
    }

    public async Task<CheckView> OneAsync() => (await Book.ViewAsync(Cancel)).Checks[0];

    /// <summary>Looks, and says what pages heard since the last time.</summary>
    public async Task<IReadOnlyList<CheckView>> HeardAsync()
    {
        await Book.OpenAsync(Cancel);
        Book.Look();
        using var listener = _events.Listen(_heard, out _);
        var heard = new List<CheckView>();
        while (listener.Events.TryRead(out var said))
        {
            _heard = said.Id;
            heard.Add((CheckView)said.Value);
        }

        return heard;
    }

    public Task<(int Status, JsonElement Body)> PostAsync(string json, string? key = null) => SendAsync(json, key, (endpoints, context) => endpoints.RecordAsync(context));

    public Task<(int Status, JsonElement Body)> SnoozeAsync(string json, string? key = null, string id = "pack") =>
        SendAsync(json, key, (endpoints, context) => endpoints.SnoozeAsync(id, context));

    public void Dispose()
    {
        Book.Dispose();
        Sensors.Dispose();
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(string json, string? key, Func<CheckEndpoints, HttpContext, Task<IResult>> send)
    {
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        context.Response.Body = answer;
        if (key is not null)
        {
            context.Request.Headers["Idempotency-Key"] = key;
        }

        var kit = TestSettings.Of("data", ("kit.id", "kit-17")).Read("kit", KitOptions.Read);
        await (await send(new CheckEndpoints(Book, kit), context)).ExecuteAsync(context);
        using var document = JsonDocument.Parse(answer.ToArray());
        return (context.Response.StatusCode, document.RootElement.Clone());
    }

    private CheckBook NewBook() => new(_options, Log, Sensors, _events, Clock, Logger);

    private KitClock NewClock() => new(new BootTime(Time), Discipline, Guid.CreateVersion7(Time.GetUtcNow()), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
