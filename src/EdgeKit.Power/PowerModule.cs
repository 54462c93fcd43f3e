using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Bus;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.History;
using EdgeKit.Power.Sampling;
using EdgeKit.Power.Simulation;
using EdgeKit.Power.Shutdown;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power;

/// <summary>The kit's sensors, its packs, and the stage that all of the kit goes by.</summary>
public static class PowerModule
{
    /// <summary>Registers what <c>sensors</c> and <c>power</c> configure. Without any sensor nothing runs, and there is always enough.</summary>
    public static IHostApplicationBuilder AddPower(this IHostApplicationBuilder builder)
    {
        var settings = Settings.Of(builder);
        var sensors = settings.ReadList("sensors", SensorOptions.Read);
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        foreach (var fault in SensorRules.Faults(sensors))
        {
            settings.Refuse("sensors", fault);
        }

        if (PowerSetup.Budget(options)?.Advice is { } advice)
        {
            settings.Refuse("power", advice);
        }

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<SensorFactory>();
        services.AddSingleton(provider => new SensorBoard(
            sensors, provider.GetRequiredService<SensorFactory>().Open, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Random>()));
        services.AddSingleton(provider => new KitPower(options, provider.GetRequiredService<SensorBoard>()));
        services.AddSingleton(options.Shutdown);
        if (sensors.Any(static sensor => sensor.IsSimulated))
        {
            services.AddSingleton<IPowerSwitch, SimulatedSwitch>();
        }
        else
        {
            services.AddSingleton<IPowerSwitch, CommandSwitch>();
        }

        services.AddSingleton<ShutdownSequence>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<IPowerStage>(static provider => provider.GetRequiredService<KitPower>());
        if (sensors.Count > 0)
        {
            services.AddLoop<SamplingLoop>();
            services.AddLoop<PowerLoop>();
            services.AddLoop<ShutdownLoop>();
        }

        // Opened when something is kept or asked for: a kit without sensors has no such file.
        services.AddSingleton(provider => new PowerStore(Path.Combine(settings.DataDirectory, "power.db"), provider.GetRequiredService<ILogger<PowerStore>>()));
        services.AddSingleton(static provider => new HistoryStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton(static provider => new PackStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton<SensorHistory>();
        return builder;
    }

    /// <summary>What <c>sensors</c> say, read here and now: for when no daemon does.</summary>
    /// <param name="settings">The kit's; its errors grow by what is wrong with the sensors.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SensorsView> ReadSensorsAsync(Settings settings, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var board = new SensorBoard(settings.ReadList("sensors", SensorOptions.Read), new SensorFactory(time).Open, time, new Random());

        // One that converts slowly, or was just set up, has something to say a little later.
        for (var look = 0; look < SampledSensor.UnreadyAtMost && board.Sensors.Any(static sensor => sensor.Readings.At is null); look++)
        {
            await Task.WhenAll(board.Sensors.GroupBy(static sensor => sensor.Options.Line, StringComparer.Ordinal).Select(async line =>
            {
                foreach (var sensor in line)
                {
                    await sensor.SampleAsync(cancellationToken);
                }
            }));
            await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken);
        }

        return board.View();
    }

    /// <summary>What answers on the board's I²C buses. Addresses that a configured sensor reads are left alone.</summary>
    public static IReadOnlyList<I2cBusView> ScanBuses(Settings settings)
    {
        var placed = settings.ReadList("sensors", SensorOptions.Read).Where(static sensor => sensor.IsOnBus).ToLookup(static sensor => sensor.Bus);
        return [.. BusScan.Buses().Select(bus => BusReport.Of(bus, placed[bus]))];
    }

    /// <summary>What the configured policy would have done on a recorded day.</summary>
    /// <param name="settings">The kit's; its errors grow by what is wrong with <c>sensors</c> and <c>power</c>.</param>
    /// <param name="file">A CSV file of seconds, volts, amperes and °C.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where the settings are wrong.</returns>
    /// <exception cref="InvalidDataException">The file is not right, or no pack is configured; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<PolicyPreview?> SimulateAsync(Settings settings, string file, CancellationToken cancellationToken)
    {
        var sensors = settings.ReadList("sensors", SensorOptions.Read);
        var options = settings.Read("power", PowerOptions.Reader(sensors));
        return settings.Errors.Count > 0 ? null : await PolicySimulation.RunAsync(options, file, cancellationToken);
    }

    /// <summary>Maps <c>GET /api/v1/sensors</c>, <c>GET /api/v1/sensors/{id}/history</c> and <c>GET /api/v1/power</c>, <c>GET /api/v1/power/history</c> and <c>POST /api/v1/power/rehearsal</c>.</summary>
    public static IEndpointRouteBuilder MapPower(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sensors", PowerEndpoints.Sensors).WithSummary("The sensors and what they say").Produces<SensorsView>();
        routes.MapGet("/api/v1/sensors/{id}/history", PowerEndpoints.History).WithSummary("What a sensor said over time").Produces<HistoryView>();
        routes.MapGet("/api/v1/power", PowerEndpoints.Power).WithSummary("The packs, the loads, the heat and the stage").Produces<PowerView>();
        routes.MapGet("/api/v1/power/history", PowerEndpoints.PowerOverTime).WithSummary("Charge, load, heat and stage over time").Produces<HistoryView>();
        routes.MapPost("/api/v1/power/rehearsal", static (Rehearsal rehearsal, CancellationToken cancellationToken) => rehearsal.RunAsync(cancellationToken))
            .WithSummary("The shutdown as it would go now, without an end").Produces<RehearsalView>();
        return routes;
    }
}
