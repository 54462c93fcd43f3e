using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>
/// Decides for forms what <see cref="Need.Approve"/> decides for programs, which send the PIN in a header: who runs the stall approves, and
/// who sells does with the manager's PIN.
/// </summary>
public interface IApproval
{
    /// <summary>Whether the caller needs the PIN.</summary>
    bool NeedsPin(HttpContext context);

    /// <summary>Checks the caller, and the PIN where it is needed. Wrong ones are counted, and soon none is looked at for a while.</summary>
    /// <returns>Null if it is approved.</returns>
    ProblemResult? Check(HttpContext context, string? pin);
}
