using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>The PIN with which a manager answers for what a cashier does.</summary>
public interface IManagerPin
{
    /// <summary>Whether there is one.</summary>
    bool IsSet { get; }

    /// <summary>Checks it for <paramref name="context"/>'s caller. Wrong ones are counted, and soon none is looked at for a while.</summary>
    /// <returns>Null if it is right.</returns>
    ProblemResult? Check(HttpContext context, string? pin);
}
