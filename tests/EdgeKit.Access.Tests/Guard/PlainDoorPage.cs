using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Tests.Guard;

internal sealed class PlainDoorPage : IDoorPage
{
    public IResult Of(ProblemResult refusal) => Results.Text($"A page: {refusal.Problem.Title}", "text/html", statusCode: refusal.Problem.Status);
}
