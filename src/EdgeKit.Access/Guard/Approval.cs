using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Guard;

/// <summary>The same rules as at the door, for forms that carry the PIN in a field.</summary>
internal sealed class Approval(AccessOptions options, IManagerPin pin) : IApproval
{
    /// <inheritdoc />
    public bool NeedsPin(HttpContext context) => Decide(context) == Verdict.NeedsPin;

    /// <inheritdoc />
    public ProblemResult? Check(HttpContext context, string? given) => Decide(context) switch
    {
        Verdict.Welcome => null,
        Verdict.NeedsPin => pin.Check(context, given),
        Verdict.Unknown or Verdict.Forbidden or Verdict.NotFromHere => Problems.Of(
            ProblemTypes.Forbidden, "This device may not do that", StatusCodes.Status403Forbidden, "Ask who runs the stall."),
    };

    // Where everybody may do everything, nobody can tell a cashier.
    private Verdict Decide(HttpContext context) => options.IsOpen ? Verdict.Welcome : AccessRules.Decide(Caller.Of(context), Need.Approve);
}
