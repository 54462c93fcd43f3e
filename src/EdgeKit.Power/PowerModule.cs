using System.Diagnostics.Metrics;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.History;
using EdgeKit.Power.Lines;
using EdgeKit.Power.Loads;
using EdgeKit.Power.Panel;
using EdgeKit.Power.Sampling;
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

        foreach (var fault in OutputRules.Faults(options))
        {
            settings.Refuse("power", fault);
        }

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<SensorFactory>();
        services.AddSingleton(static provider => new SensorBoard(
            provider.GetRequiredService<PowerOptions>().Sensors,
            provider.GetRequiredService<SensorFactory>().Open,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Random>()));
        AddOutputs(services, options);
        services.AddSingleton<KitPower>();
        services.AddSingleton<IPowerStage>(static provider => provider.GetRequiredService<KitPower>());
        if (sensors.Count > 0)
        {
            services.AddLoop<SamplingLoop>();
        }

        if (sensors.Count + options.Loads.Count > 0)
        {
            services.AddLoop<PowerLoop>();
        }

        // Opened when something is kept or asked for: a kit without sensors has no such file.
        services.AddSingleton(provider => new PowerStore(Path.Combine(settings.DataDirectory, "power.db"), provider.GetRequiredService<ILogger<PowerStore>>()));
        services.AddSingleton(static provider => new HistoryStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton(static provider => new PackStore(provider.GetRequiredService<PowerStore>().Store));
        services.AddSingleton<SensorHistory>();
        return builder;
    }

    /// <summary>Maps <c>GET /api/v1/sensors</c>, <c>GET /api/v1/sensors/{id}/history</c> and <c>GET /api/v1/power</c>.</summary>
    public static IEndpointRouteBuilder MapPower(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sensors", PowerEndpoints.Sensors).WithSummary("The sensors and what they say").Produces<SensorsView>();
        routes.MapGet("/api/v1/sensors/{id}/history", PowerEndpoints.History).WithSummary("What a sensor said over time").Produces<HistoryView>();
        routes.MapGet("/api/v1/power", PowerEndpoints.Power).WithSummary("The packs, the loads, the heat and the stage").Produces<PowerView>();
        var services = routes.ServiceProvider;
        PowerMetrics.Observe(services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<KitPower>(), services.GetRequiredService<SensorBoard>());
        return routes;
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
