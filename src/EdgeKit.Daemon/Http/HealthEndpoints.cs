using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Daemon.Http;

/// <summary>Whether the daemon lives, and whether it takes orders.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Live).For(Need.Everyone).WithSummary("Whether the daemon is alive");
        routes.MapGet("/readyz", Ready).For(Need.Everyone).WithSummary("Whether orders can be committed");
    }

    private static IResult Live(IEnumerable<IVital> vitals)
    {
        var stuck = vitals.Where(static vital => !vital.IsAlive).Select(static vital => vital.Name).ToList();
        return stuck.Count == 0
            ? Results.Text("alive\n")
            : Problems.Of(ProblemTypes.Internal, "Stuck", StatusCodes.Status503ServiceUnavailable, $"Hangs: {string.Join(", ", stuck)}.");
    }

    private static IResult Ready(ILedgerStorage ledger, ShutdownNotice shutdown) =>
        shutdown.Reason is { } reason ? Problems.Of(ProblemTypes.Stopping, "Orders are refused for now", StatusCodes.Status503ServiceUnavailable, reason)
        : ledger.Storage.Current == StorageState.Ready ? Results.Text("ready\n")
        : Problems.Of(
            ledger.Storage.Current == StorageState.Full ? ProblemTypes.StorageFull : ProblemTypes.StorageFailed,
            "Orders cannot be committed",
            StatusCodes.Status503ServiceUnavailable,
            ledger.Fault ?? "The ledger is not open.");
}
