using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Pool;

/// <summary>How routes that move stock answer.</summary>
internal static class StockAnswers
{
    /// <summary>The answer to a result.</summary>
    public static IResult Of(StockResult result, int status = StatusCodes.Status200OK) => result switch
    {
        StockResult.Done(var answer, var replayed) => new AnswerResult(status, answer, replayed),
        StockResult.OutOfStock(var available) => new ProblemResult(new Problem
        {
            Type = ProblemTypes.OutOfStock,
            Title = "Fewer are left",
            Status = StatusCodes.Status409Conflict,
            Detail = "The pool has fewer than that.",
            Available = available,
        }),
        StockResult.KeyReused => Problems.Of(
            ProblemTypes.KeyReused, "The key was used before", StatusCodes.Status422UnprocessableEntity, "The first request with this key had another body."),
        StockResult.NoLog => Problems.NotFound("The kit has no such log; GET /v1/kits lists them."),
        StockResult.LogClosed => Problems.LogClosed("The log is frozen, settled, or its kit was said to be lost: it is given no rights."),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    /// <summary>What is wrong with an <c>Idempotency-Key</c>; null if nothing is.</summary>
    public static ProblemResult? CheckKey(string key, bool needed) => Names.IsKey(key) || (key.Length == 0 && !needed)
        ? null
        : Problems.Of(
            ProblemTypes.KeyMissing,
            "An Idempotency-Key is missing",
            StatusCodes.Status400BadRequest,
            "The header Idempotency-Key has 1 to 200 printable characters and is new for each order.",
            KeyedRequest.Header);
}
