using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Checks;
using EdgeKit.Power.History;
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

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<SensorFactory>();
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<SensorBoard>(provider, provider.GetRequiredService<PowerOptions>().Sensors));
        services.AddSingleton<KitPower>();
        services.AddSingleton<IPowerStage>(static provider => provider.GetRequiredService<KitPower>());
        if (sensors.Count > 0)
        {
            services.AddLoop<SamplingLoop>();
            services.AddLoop<PowerLoop>();
        }

        services.AddSingleton<CheckBook>();
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

    /// <summary>Maps the sensors with their history, the power, and the checks.</summary>
    public static IEndpointRouteBuilder MapPower(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sensors", PowerEndpoints.Sensors).WithSummary("The sensors and what they say").Produces<SensorsView>();
        routes.MapGet("/api/v1/sensors/{id}/history", PowerEndpoints.History).WithSummary("What a sensor said over time").Produces<HistoryView>();
        routes.MapGet("/api/v1/power", PowerEndpoints.Power).WithSummary("The packs, the loads, the heat and the stage").Produces<PowerView>();
        var checks = routes.ServiceProvider.GetRequiredService<CheckEndpoints>();
        routes.MapGet("/api/v1/checks", (CancellationToken cancellationToken) => checks.ListAsync(cancellationToken))
            .WithSummary("What people are to look at, and how that stands").Produces<ChecksView>();
        routes.MapPost("/api/v1/checks", (HttpContext context, CancellationToken _) => checks.RecordAsync(context))
            .WithSummary("Record what somebody read at a check").Accepts<CheckSubmission>("application/json", "*/*").Produces<CheckRecorded>(StatusCodes.Status201Created).Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);
        routes.MapPost("/api/v1/checks/{id}/snooze", (string id, HttpContext context, CancellationToken _) => checks.SnoozeAsync(id, context))
            .WithSummary("Put off a check that is due, once").Accepts<CheckSnooze>("application/json", "*/*").Produces<CheckSnoozed>().Produces<Problem>(StatusCodes.Status409Conflict, Problem.ContentType);
        return routes;
    }
}
