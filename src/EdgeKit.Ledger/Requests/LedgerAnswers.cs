using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Requests;

/// <summary>What the ways in which a command can end look like over HTTP.</summary>
internal static class LedgerAnswers
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The answer to a request with a key, which counts among those for orders.</summary>
    public static IResult Of(CommandResult result, LedgerMetrics metrics)
    {
        Count(result, metrics);
        return Of(result);
    }

    /// <summary>Counts it among the requests for orders.</summary>
    public static void Count(CommandResult result, LedgerMetrics metrics)
    {
        if (result is CommandResult.Accepted)
        {
            metrics.Accepted();
        }
        else if (ProblemOf(result) is { } refused)
        {
            metrics.Refused(refused.Problem.Type);
        }
    }

    /// <summary>The answer to a request with a key.</summary>
    public static IResult Of(CommandResult result) => result switch
    {
        CommandResult.Accepted accepted => new StoredAnswer(accepted.Status, accepted.Answer, accepted.Location, replayed: false),
        CommandResult.Replayed replayed => new StoredAnswer(replayed.Status, replayed.Answer, location: null, replayed: true),
        _ => ProblemOf(result)!,
    };

    /// <summary>The answer to a key that is none.</summary>
    public static ProblemResult KeyMissing() => Problems.Of(
        ProblemTypes.KeyMissing,
        "An Idempotency-Key is needed",
        StatusCodes.Status400BadRequest,
        "Send Idempotency-Key with 1 to 255 visible ASCII characters, the same at each repetition of this request and never for another.",
        "Idempotency-Key");

    /// <summary>Runs what may find the ledger closed.</summary>
    public static async Task<(T? Value, ProblemResult? Problem)> TryAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return (await run(), null);
        }
        catch (IOException exception)
        {
            return (default, Unavailable(StorageState.Failed, exception.Message));
        }
    }

    /// <summary>The answer to a new order while the kit goes off.</summary>
    public static ProblemResult Stopping(string reason) => Unavailable(StorageState.Stopped, reason);

    /// <summary>Why it was refused; null if it was not.</summary>
    public static ProblemResult? ProblemOf(CommandResult result) => result switch
    {
        CommandResult.Accepted or CommandResult.Replayed => null,
        CommandResult.OutOfStock(var available, var because) => new ProblemResult(new Problem
        {
            Type = ProblemTypes.OutOfStock,
            Title = "Not enough left",
            Status = StatusCodes.Status409Conflict,
            Detail = $"{(because is null ? "" : because + " ")}{string.Join(", ", available.Select(static sku => $"{sku.Key}: {sku.Value} left"))}",
            Available = available,
        }),
        CommandResult.KeyReused => Problems.Of(
            ProblemTypes.KeyReused, "The key was used for another request", StatusCodes.Status422UnprocessableEntity, "Use a new Idempotency-Key for a new request.", "Idempotency-Key"),
        CommandResult.KeyInProgress => new ProblemResult(
            new Problem
            {
                Type = ProblemTypes.KeyInProgress,
                Title = "The first request with this key is not answered yet",
                Status = StatusCodes.Status409Conflict,
                Detail = "Repeat it shortly; the answer will be the first one's.",
            },
            Soon),
        CommandResult.NotAllowed(var why) => Problems.Of(ProblemTypes.OrderState, "The order does not allow it", StatusCodes.Status409Conflict, why),
        CommandResult.Invalid(var field, var why) => Problems.BadRequest(field, why),
        CommandResult.NotFound(var what) => Problems.NotFound(what),
        CommandResult.Refused(var problem) => problem,
        CommandResult.Unavailable(var storage, var reason) => Unavailable(storage, reason),
        CommandResult.Doubtful(var reason) => new ProblemResult(
            new Problem
            {
                Type = ProblemTypes.OutcomeUnknown,
                Title = "Not known yet",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = $"It may have been taken or not: {reason}. Repeat the same request once the kit takes orders again.",
            },
            TimeSpan.FromSeconds(5)),
        CommandResult.Busy => new ProblemResult(
            new Problem
            {
                Type = ProblemTypes.Busy,
                Title = "Too many wait",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "It was not taken. Repeat the same request.",
            },
            Soon),
        _ => throw new System.Diagnostics.UnreachableException($"{result}"),
    };

    private static ProblemResult Unavailable(StorageState storage, string reason)
    {
        var (type, status) = storage switch
        {
            StorageState.Full => (ProblemTypes.StorageFull, StatusCodes.Status503ServiceUnavailable),
            StorageState.Stopped or StorageState.Opening => (ProblemTypes.Stopping, StatusCodes.Status503ServiceUnavailable),
            StorageState.Failed or StorageState.Ready => (ProblemTypes.StorageFailed, StatusCodes.Status503ServiceUnavailable),
        };
        return new ProblemResult(
            new Problem { Type = type, Title = "Orders are refused for now", Status = status, Detail = $"It was not taken: {reason}." },
            TimeSpan.FromSeconds(5));
    }
}
