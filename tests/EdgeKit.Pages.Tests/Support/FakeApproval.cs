using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Support;

/// <summary>A cashier needs the PIN 2580, nobody else does.</summary>
internal sealed class FakeApproval : IApproval
{
    public bool NeedsPin(HttpContext context) => Caller.Of(context).Role == Role.Cashier;

    public ProblemResult? Check(HttpContext context, string? pin) =>
        !NeedsPin(context) || pin == "2580" ? null : Problems.Of(ProblemTypes.PinNeeded, "The manager's PIN", StatusCodes.Status403Forbidden, "The PIN is wrong.", "pin");
}
