using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Power.History;
using EdgeKit.Power.Sampling;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Power;

/// <summary>What the kit says of its sensors and its power.</summary>
internal static class PowerEndpoints
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(HistoryStore.DaysKept);

    /// <summary><c>GET /api/v1/sensors</c>.</summary>
    public static IResult Sensors(SensorBoard sensors) => TypedResults.Json(sensors.View(), ContractsJson.Default.SensorsView);

    /// <summary><c>GET /api/v1/power</c>.</summary>
    public static IResult Power(KitPower power) => TypedResults.Json(power.View, ContractsJson.Default.PowerView);

    /// <summary><c>GET /api/v1/sensors/{id}/history?from=&amp;to=&amp;step=</c>: the last quarter of an hour where nothing else is asked for.</summary>
    public static IResult History(string id, string? from, string? to, string? step, SensorBoard sensors, SensorHistory history, KitClock clock) =>
        sensors.Find(id) is not null
            ? Between(id, from, to, step, history, clock)
            : Problems.NotFound($"There is no sensor '{id}'; those there are: {string.Join(", ", sensors.Sensors.Select(static sensor => sensor.Options.Id))}.");

    /// <summary><c>GET /api/v1/power/history?from=&amp;to=&amp;step=</c>: charge, load, heat and stage over time, as <see cref="History"/> has it of a sensor.</summary>
    public static IResult PowerOverTime(string? from, string? to, string? step, SensorHistory history, KitClock clock) =>
        Between(PowerHistory.Id, from, to, step, history, clock);

    private static IResult Between(string id, string? from, string? to, string? step, SensorHistory history, KitClock clock)
    {
        if (!TryTime(to, clock.Now.Time, out var until))
        {
            return Problems.BadRequest("to", "A time was expected, such as 2026-05-01T18:30:00Z.");
        }

        if (!TryTime(from, until - Usual, out var since) || since > until || until - since > Longest)
        {
            return Problems.BadRequest("from", string.Create(CultureInfo.InvariantCulture, $"A time at most {HistoryStore.DaysKept} days before 'to' was expected, such as 2026-05-01T18:30:00Z."));
        }

        int? length = step switch
        {
            null or "" => null,
            "1s" or "1" => 1,
            "1m" or "60" => 60,
            "15m" or "900" => 900,
            _ => -1,
        };
        return length == -1
            ? Problems.BadRequest("step", "One of 1s, 1m and 15m was expected.")
            : length == 60 && until - since > TimeSpan.FromDays(7)
            ? Problems.BadRequest("step", "Minutes are kept for seven days; ask for 15m.")
            : TypedResults.Json(history.Read(id, since, until, length), ContractsJson.Default.HistoryView);
    }

    private static bool TryTime(string? text, DateTimeOffset byDefault, out DateTimeOffset time)
    {
        time = byDefault;
        return string.IsNullOrEmpty(text) || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
