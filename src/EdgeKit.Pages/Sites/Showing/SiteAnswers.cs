using AspNetCoreGeneratedDocument;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>What sites' pages answer with, besides themselves.</summary>
internal sealed class SiteAnswers(SiteStore sites, SitePages pages, KitOptions kit)
{
    /// <summary>What stands around the pages of a site, whether it is published or not: a receipt outlasts it.</summary>
    public SiteHead HeadOf(string slug, string title)
    {
        var content = sites.Find(slug) is { } site ? site.Published ?? site.Draft : null;
        return new SiteHead(title, content?.Tagline ?? "", content?.Title ?? kit.Name, content?.Theme ?? Theme.Lantern, ["site.js"]);
    }

    /// <summary>A site's page for one alone, who holds something or whose wish could not be met.</summary>
    public async Task<PageResult> LandingAsync(Site site, HeldView? held, string? notice, int status, CancellationToken cancellationToken)
    {
        var state = await pages.StateAsync(site.Slug, site.Published!, site.PublishedRevision, cancellationToken);
        var page = pages.Make(site.Slug, site.Published!, state, held) with { Notice = notice, Faults = null };
        return new PageResult(() => new Sites_Showing_Landing { Model = page }, status);
    }

    /// <summary>There is no such page.</summary>
    public PageResult NotFound(string slug) =>
        Message(slug, "There is no such page", "It was taken back, or the address is not right.", "/", "To the stall", StatusCodes.Status404NotFound);

    /// <summary>A page that says one thing and leads on.</summary>
    public PageResult Message(string slug, string title, string text, string link, string linkText, int status = StatusCodes.Status200OK, string? post = null, string? postText = null)
    {
        var page = new MessagePage(HeadOf(slug, title), title, text, link, linkText, post, postText);
        return new PageResult(() => new Sites_Showing_Message { Model = page }, status);
    }

    /// <summary>Why a wish was not met, with a way back.</summary>
    public IResult Refusal(string slug, IResult answer) => answer is ProblemResult { Problem: var problem }
        ? Message(slug, problem.Title, problem.Detail ?? "", "/e/" + slug, "Back to the page", problem.Status)
        : answer;
}
