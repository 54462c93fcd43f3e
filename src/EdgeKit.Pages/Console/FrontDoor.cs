using AspNetCoreGeneratedDocument;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Keeping;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Console;

/// <summary>
/// What is at <c>/</c>: for who works here the evening so far, for a stranger what the stall offers and where devices are let in. A kit that
/// nobody provisioned explains itself here.
/// </summary>
internal sealed class FrontDoor(IStallDoor door, KitOptions kit, SiteStore? sites = null)
{
    /// <summary><c>GET /</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="evening">The page of who works here.</param>
    public Task RunAsync(HttpContext context, IResult evening)
    {
        var caller = Caller.Of(context);
        if (caller.IsThisMachine || caller.Role is not null)
        {
            return evening.ExecuteAsync(context);
        }

        var published = sites?.All.Where(static site => site.Published is not null).Select(static site => ($"/e/{site.Slug}", site.Published!.Title)) ?? [];
        var model = new LandingModel(kit.Name, [.. published], door.NeedsOwner);
        return new PageResult(() => new Console_Landing { Model = model }).ExecuteAsync(context);
    }
}
