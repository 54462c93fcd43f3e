using System.Text.Json;
using EdgeKit.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Http;

/// <summary>How the kit is, and what a person must mend.</summary>
internal sealed class StatusEndpoint(
    KitOptions kit, AccessOptions security, HttpOptions http, ILedgerStorage ledger, ShutdownNotice shutdown, IEnumerable<IVital> vitals, KitClock clock, TimeProvider time)
{
    /// <summary>That anybody may come in.</summary>
    public const string OpenAccess = "Access is open: everyone on this network may sell, refund and see orders (security.access: open).";

    private readonly long _started = time.GetTimestamp();

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Made now, not at the first request: its clock counts from here.
        var status = routes.ServiceProvider.GetRequiredService<StatusEndpoint>();
        routes.MapGet("/api/v1/status", () => status.Show()).For(Need.Look).WithSummary("How the kit is").Produces<KitStatus>();
    }

    private IResult Show()
    {
        var storage = ledger.Storage.Current;
        return Results.Json(
            new KitStatus(
                kit.Id,
                kit.Name,
                kit.Currency,
                DaemonVersion.Text,
                (long)time.GetElapsedTime(_started).TotalSeconds,
                storage == StorageState.Ready && shutdown.Reason is null,
                JsonNamingPolicy.CamelCase.ConvertName(storage.ToString()),
                clock.Now.Time,
                clock.Now.Clock,
                Environment.WorkingSet,
                [.. Faults(storage)]),
            DaemonJson.Default.KitStatus);
    }

    private IEnumerable<string> Faults(StorageState storage)
    {
        if (storage is not StorageState.Ready)
        {
            yield return $"Orders are refused: {ledger.Fault ?? "the ledger is not open"}.";
        }

        if (shutdown.Reason is { } reason)
        {
            yield return $"Orders are refused: {reason}.";
        }

        if (security.IsOpen && http.IsOpenToOthers)
        {
            yield return OpenAccess;
        }

        foreach (var fault in ProvisionFaults.InWords())
        {
            yield return fault;
        }

        foreach (var vital in vitals.Where(static vital => !vital.IsAlive))
        {
            yield return $"The {vital.Name} hangs.";
        }
    }
}
