using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Kernel.Access;

/// <summary>What a person sees whom the door does not let through: a page that leads on, where a program gets a problem document.</summary>
public interface IDoorPage
{
    /// <summary>The page for a refusal, with its status.</summary>
    IResult Of(ProblemResult refusal);
}
