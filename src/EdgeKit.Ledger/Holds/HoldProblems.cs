using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Holds;

/// <summary>The errors that only holds have.</summary>
internal static class HoldProblems
{
    /// <summary>There is no hold with this id, in the address or in an order's <paramref name="field"/>.</summary>
    public static ProblemResult NotFound(string id, string? field = null) =>
        Problems.Of(ProblemTypes.NotFound, "No such hold", StatusCodes.Status404NotFound, $"There is no hold {id}.", field);

    /// <summary>It is too late.</summary>
    public static ProblemResult Ended(HoldState state) =>
        Problems.Of(ProblemTypes.HoldEnded, "The hold has ended", StatusCodes.Status409Conflict, $"{HoldRules.Say(state)} Ask for a new one.");

    /// <summary>What is being paid must stay what it is.</summary>
    public static ProblemResult Paying(Guid id) => Problems.Of(
        ProblemTypes.HoldPaying, "The cart is being paid", StatusCodes.Status409Conflict, $"Order with hold {id}, or release it before the cart is held anew.");

    /// <summary>Somebody asks for more than is fair.</summary>
    public static ProblemResult Limit(string why) => Problems.Of(ProblemTypes.HoldLimit, "Too much is held", StatusCodes.Status409Conflict, why);
}
