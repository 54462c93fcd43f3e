using EdgeKit.Kernel.Access;
using System.Diagnostics.Metrics;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Checks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Power.Checks;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.History;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Panel;
using EdgeKit.Power.Policy;
using EdgeKit.Power.Sampling;
using EdgeKit.Power.Shutdown;
using EdgeKit.Power.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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

        foreach (var fault in OutputRules.Faults(options).Append(PowerSetup.Budget(options)?.Advice).OfType<string>())
        {
            settings.Refuse("power", fault);
        }

        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton<OutsideReadings>();
        services.AddSingleton<SensorFactory>();
        services.AddSingleton(provider => new SensorBoard(
            sensors, provider.GetRequiredService<SensorFactory>().Open, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Random>()));
        AddOutputs(services, options);
        services.AddSingleton(provider => new KitPower(options, provider.GetRequiredService<SensorBoard>(), provider.GetRequiredService<KitOutputs>()));
        AddShutdown(services, options);
        services.AddSingleton<IPowerStage>(static provider => provider.GetRequiredService<KitPower>());
        services.AddSingleton<IPowerReport, PowerReport>();
        if (sensors.Count > 0)
        {
            services.AddLoop<SamplingLoop>();
        }

        if (sensors.Count + options.Loads.Count > 0 || options.Button is not null)
        {
            services.AddLoop<PowerLoop>();
            services.AddLoop<ShutdownLoop>();
        }

        services.AddSingleton<ITile, PowerTile>();
        services.AddSingleton<ITile, ChecksTile>();
        services.AddSingleton<CheckBook>();
        services.AddSingleton<ICheckDesk>(static provider => provider.GetRequiredService<CheckBook>());
        services.AddSingleton<CheckEndpoints>();
        if (options.Checks.Count > 0)
        {
            services.AddLoop<CheckLoop>();
        }

        // Opened when something is kept or asked for: a kit without sensors has no such file.
        services.AddSingleton(provider => new PowerStore(Path.Combine(settings.DataDirectory, "power.db"), provider.GetRequiredService<ILogger<PowerStore>>()));
        services.AddSingleton(static provider => new HistoryStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton(static provider => new PackStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton<SensorHistory>();
        return builder;
    }

    /// <summary>Maps the sensors and the power with their history, the rehearsal of a shutdown, and the checks.</summary>
    public static IEndpointRouteBuilder MapPower(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sensors", PowerEndpoints.Sensors).For(Need.Look).WithSummary("The sensors and what they say").Produces<SensorsView>();
        routes.MapGet("/api/v1/sensors/{id}/history", PowerEndpoints.History).For(Need.Look).WithSummary("What a sensor said over time").Produces<HistoryView>();
        routes.MapGet("/api/v1/power", PowerEndpoints.Power).For(Need.Look).WithSummary("The packs, the loads, the heat and the stage").Produces<PowerView>();
        routes.MapGet("/api/v1/power/history", PowerEndpoints.PowerOverTime).For(Need.Look).WithSummary("Charge, load, heat and stage over time").Produces<HistoryView>();
        routes.MapPost("/api/v1/power/rehearsal", static (Rehearsal rehearsal, CancellationToken cancellationToken) => rehearsal.RunAsync(cancellationToken))
            .For(Need.Run).WithSummary("The shutdown as it would go now, without an end").Produces<RehearsalView>();
        var checks = routes.ServiceProvider.GetRequiredService<CheckEndpoints>();
        routes.MapGet("/api/v1/checks", (CancellationToken cancellationToken) => checks.ListAsync(cancellationToken))
            .For(Need.Look).WithSummary("What people are to look at, and how that stands").Produces<ChecksView>();
        routes.MapPost("/api/v1/checks", (HttpContext context, CancellationToken _) => checks.RecordAsync(context))
            .For(Need.Sell).WithSummary("Record what somebody read at a check").Accepts<CheckSubmission>("application/json", "*/*").Produces<CheckRecorded>(StatusCodes.Status201Created).Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
        routes.MapPost("/api/v1/checks/{id}/snooze", (string id, HttpContext context, CancellationToken _) => checks.SnoozeAsync(id, context))
            .For(Need.Sell).WithSummary("Put off a check that is due, once").Accepts<CheckSnooze>("application/json", "*/*").Produces<CheckSnoozed>().Produces<Problem>(StatusCodes.Status409Conflict, Problem.ContentType);
        var services = routes.ServiceProvider;
        PowerMetrics.Observe(services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<KitPower>(), services.GetRequiredService<SensorBoard>());
        return routes;
    }

    /// <summary>The sensors, what answers on the I²C buses, and what is wrong.</summary>
    /// <param name="settings">The kit's; its errors grow by what is wrong with <c>sensors</c>.</param>
    /// <param name="said">What the running daemon says of them; null for none, then they are read here and now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where no daemon runs and the settings are wrong.</returns>
    public static Task<SensorsReport?> ReportSensorsAsync(Settings settings, SensorsView? said, CancellationToken cancellationToken) =>
        PowerInspection.ReportAsync(settings, said, cancellationToken);

    /// <summary>What brings each stage about, in words.</summary>
    /// <param name="options">As configured; what is not is as usual.</param>
    public static string StagesInWords(PowerOptions options) => StageWords.Of(PowerSetup.Limits(options));

    /// <summary>What the configured policy would have done on a recorded day.</summary>
    /// <param name="settings">The kit's; its errors grow by what is wrong with <c>sensors</c> and <c>power</c>.</param>
    /// <param name="file">A CSV file of seconds, volts, amperes and °C.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where the settings are wrong.</returns>
    /// <exception cref="InvalidDataException">The file is not right, or no pack is configured; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Task<PolicyPreview?> SimulateAsync(Settings settings, string file, CancellationToken cancellationToken) =>
        PowerInspection.SimulateAsync(settings, file, cancellationToken);

    private static void AddShutdown(IServiceCollection services, PowerOptions options)
    {
        services.AddSingleton(options.Shutdown);
        services.AddSingleton<ShutdownSequence>();
        services.AddSingleton<Rehearsal>();
        if (options.Sensors.Any(static sensor => sensor.IsSimulated))
        {
            services.AddSingleton<IPowerSwitch, SimulatedSwitch>();
        }
        else
        {
            services.AddSingleton<IPowerSwitch, CommandSwitch>();
        }
    }

    private static void AddOutputs(IServiceCollection services, PowerOptions options)
    {
        services.AddSingleton<IGpioLines>(new GpioLines(static chip => GpioChip.Open(chip)));
        services.AddSingleton<FanDuty>();
        services.AddSingleton<LoadBoard>();
        services.AddSingleton<PanelButton>();
        services.AddSingleton(static provider => new KitOutputs(provider.GetRequiredService<LoadBoard>(), provider.GetService<CoolingFan>(), provider.GetService<PowerDistribution>()));
        if (options.Fan is { } fan)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CoolingFan>(provider, fan, fan.Pwm.Create()));
        }

        if (options.Buses.Count > 0)
        {
            services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<PowerDistribution>(provider, OutputRules.Map(provider.GetRequiredService<PowerOptions>())));
        }

        if (options.Leds.Count > 0)
        {
            services.AddLoop<LedLoop>();
        }

        if (options.Button is { } button)
        {
            services.AddSingleton(button);
            services.AddLoop<ButtonLoop>();
        }
    }
}
