using System.Diagnostics.Metrics;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.Panel;
using EdgeKit.Power.Shutdown;
using EdgeKit.Power.Tests.Checks;
using EdgeKit.Power.Tests.Shutdown;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Power.Tests;

/// <summary>The module as the daemon puts it together.</summary>
public sealed class PowerModuleTests : IAsyncDisposable
{
    private const string Everything = """
        {
          "sensors": [{ "id": "pack", "driver": "simulated" }],
          "power": {
            "packs": [{ "id": "main", "sensor": "pack", "gauge": "pack", "temperature": "pack" }],
            "loads": [
              { "id": "sign", "relay": { "driver": "simulated" }, "shedAt": "conserve", "nominal": "8W", "bus": "12v", "inrush": "5s" },
              { "id": "fridge", "relay": { "driver": "simulated" }, "shedAt": "critical", "priority": 200, "inrush": "5s" }
            ],
            "sources": [{ "id": "battery", "kind": "battery", "bus": "12v", "pack": "main" }],
            "buses": [{ "id": "12v" }],
            "fan": { "pwm": { "driver": "simulated" }, "temperature": "pack" },
            "leds": [{ "id": "green", "chip": "none", "line": 1 }],
            "button": { "chip": "none", "line": 2 }
          }
        }
        """;

    private readonly TestClock _clock = new();
    private readonly TemporaryDirectory _data = new();
    private WebApplication? _app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _data.Dispose();
    }

    [Fact]
    public void All_that_is_configured_runs()
    {
        var services = Build(Everything);

        Assert.Equal(
            ["ButtonLoop", "LedLoop", "PowerLoop", "SamplingLoop", "ShutdownLoop"],
            services.GetServices<IHostedService>().Select(static loop => loop.GetType().Name).Where(static name => name.EndsWith("Loop", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var outputs = services.GetRequiredService<KitOutputs>();
        Assert.NotNull(outputs.Fan);
        Assert.NotNull(outputs.Distribution);
    }

    [Fact]
    public void What_is_not_configured_does_not()
    {
        var services = Build("{}");

        Assert.DoesNotContain(services.GetServices<IHostedService>(), static loop => loop.GetType().Name.EndsWith("Loop", StringComparison.Ordinal));
        Assert.Equal((null, null), (services.GetService<CoolingFan>(), services.GetService<PowerDistribution>()));
        Assert.Equal(0, services.GetRequiredService<PanelButton>().Holds.Current);
    }

    [Fact]
    public async Task A_pass_of_the_loop_switches_shows_and_tells()
    {
        var services = Build(Everything);
        var events = services.GetRequiredService<EventStream>();
        using var listener = events.Listen(null, out _);
        var loop = services.GetRequiredService<PowerLoop>();
        await services.GetRequiredService<Power.Sampling.SamplingLoop>().RunOnceAsync(Cancel);
        Assert.Equal(TimeSpan.FromSeconds(1), await loop.RunOnceAsync(Cancel));

        var view = services.GetRequiredService<KitPower>().View;
        Assert.Equal([("sign", true, 8), ("fridge", true, null)], view.Loads.Select(static load => (load.Id, load.IsOn, load.Watts)));
        Assert.Equal(("battery", "12v"), (view.Distribution!.Sources[0].Id, view.Distribution.Buses[0].Id));
        Assert.NotNull(view.Fan!.Duty);
        Assert.True(listener.Events.TryRead(out var said));
        Assert.Same(view, said.Value);
    }

    [Fact]
    public async Task What_is_known_is_measured_and_the_rest_is_left_out()
    {
        var services = Build(Everything);
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            seen[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value;
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        listener.RecordObservableInstruments();
        Assert.Equal(1, seen["edgekit.power.sensors failed"]);
        Assert.DoesNotContain("edgekit.power.charge", seen.Keys);

        await services.GetRequiredService<Power.Sampling.SamplingLoop>().RunOnceAsync(Cancel);
        await services.GetRequiredService<PowerLoop>().RunOnceAsync(Cancel);
        listener.RecordObservableInstruments();

        var view = services.GetRequiredService<KitPower>().View;
        Assert.Equal((0, 1), (seen["edgekit.power.sensors failed"], seen["edgekit.power.sensors simulated"]));
        Assert.Equal((view.StateOfCharge, view.OutputWatts), (seen["edgekit.power.charge"], seen["edgekit.power.output"]));
        Assert.Equal((0, 0), (seen["edgekit.power.stage"], seen["edgekit.power.loads.shed"]));
        Assert.DoesNotContain("edgekit.power.input", seen.Keys);
    }

    [Fact]
    public async Task The_button_held_ends_the_kit_in_order_and_held_again_calls_it_off()
    {
        var services = Build("""{ "sensors": [{ "id": "sim", "driver": "simulated" }], "power": { "button": { "chip": "gpiochip0", "line": "3" }, "shutdown": { "grace": "0s" } } }""");
        var (button, notice, power) = (services.GetRequiredService<PanelButton>(), services.GetRequiredService<ShutdownNotice>(), services.GetRequiredService<KitPower>());
        var loop = services.GetServices<IHostedService>().OfType<ShutdownLoop>().Single();
        await loop.RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.Null(notice.Reason);

        button.Hold();
        await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal("the kit goes off: its power button was held", notice.Reason);
        Assert.All(power.Shutdown!.Steps, static step => Assert.Equal(ShutdownStepState.Done, step.State));
        Assert.True(power.Shutdown.IsSimulated);
        Assert.False(power.IsPastReturn);

        button.Hold();
        await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Null(notice.Reason);
        Assert.Null(power.Shutdown);
    }

    private IServiceProvider Build(string json)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var settings = Configured.Settings(json, _data.Path);
        settings.Attach(builder);
        builder.Services.AddRouting();
        builder.Services.AddLogging();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddTransient(static _ => new Random(1));
        var clock = new KitClock(_clock, new TestDiscipline(), Guid.Empty, _clock.GetUtcNow());
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(TestSettings.Of("", ("kit.id", "kit-17")).Read("kit", KitOptions.Read));
        builder.Services.AddSingleton(new EventStream("run"));
        builder.Services.AddSingleton<ShutdownNotice>();
        builder.Services.AddSingleton<TestLedger>();
        builder.Services.AddSingleton<ILedgerStorage>(static provider => provider.GetRequiredService<TestLedger>());
        builder.Services.AddSingleton<ILedgerFeed>(static provider => provider.GetRequiredService<TestLedger>());
        builder.Services.AddSingleton<IRecordLog>(new MemoryRecordLog { Clock = clock });
        builder.WebHost.UseKestrelCore();
        builder.AddPower();
        Assert.Empty(settings.Errors);
        _app = builder.Build();
        _app.MapPower();
        return _app.Services;
    }
}
