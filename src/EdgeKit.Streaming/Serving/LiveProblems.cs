using EdgeKit.Contracts;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Streaming.Serving;

/// <summary>The errors that viewers get.</summary>
internal static class LiveProblems
{
    /// <summary>503: nothing came from any origin.</summary>
    public static ProblemResult Unavailable(string detail, TimeSpan retryAfter) =>
        new(
            new Problem
            {
                Type = ProblemTypes.OriginUnavailable,
                Title = "The stream does not come in",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = detail,
            },
            retryAfter);

    /// <summary>503: the SIM's data are almost spent, and what is left is for orders.</summary>
    public static ProblemResult DataSpent() =>
        new(
            new Problem
            {
                Type = ProblemTypes.DataSpent,
                Title = "No streams this month",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The kit's mobile data are almost used up; what is left is for orders.",
            },
            TimeSpan.FromMinutes(10));

    /// <summary>The origin's own error.</summary>
    public static ProblemResult Missing(int status, string path) =>
        Problems.Of(ProblemTypes.NotFound, "The origin does not have it", status, $"The origin answered {status} for {path}.");

    /// <summary>503: too much that no playlist names was asked for.</summary>
    public static ProblemResult TooMuchUnnamed() =>
        new(
            new Problem
            {
                Type = ProblemTypes.Busy,
                Title = "Too many unknown names",
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "No playlist names this, and too many such things were asked for. Start with the stream's playlist.",
            },
            TimeSpan.FromSeconds(1));
}
