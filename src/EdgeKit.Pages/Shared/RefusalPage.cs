using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Shared;

/// <summary>What a person sees in place of a page that is not shown: why, and where to go.</summary>
internal sealed class RefusalPage(KitOptions kit) : IDoorPage
{
    /// <summary>Leads to where a device is let in.</summary>
    public IResult Of(ProblemResult refusal) => Of(refusal, "/pair", refusal.Problem.Type == ProblemTypes.Forbidden ? "Pair it anew" : "Pair this device");

    /// <summary>Leads back to where one came from.</summary>
    public PageResult Of(ProblemResult refusal, string link, string linkText) =>
        new(() => new Shared_Refusal { Model = new RefusalModel(kit.Name, refusal.Problem, link, linkText) }, refusal.Problem.Status);
}
