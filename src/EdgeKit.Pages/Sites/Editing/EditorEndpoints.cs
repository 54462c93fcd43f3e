using System.Globalization;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Live;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Publishing;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>Where creators make sites: a list, one form for the whole of a site, and what to do with it.</summary>
internal sealed class EditorEndpoints(
    SiteStore sites,
    SitePages pages,
    SiteTemplates templates,
    PictureStore pictures,
    Publisher publisher,
    EditorForm forms,
    PageForms tokens,
    RefusalPage refusals,
    SignedLinks links,
    ICatalogView catalog,
    ILiveStreams streams,
    KitClock clock,
    ClockText words,
    LocalTime times,
    KitOptions kit)
{
    private const int MostMinutes = 7 * 24 * 60;

    /// <summary><c>GET /sites</c>.</summary>
    public IResult List(HttpContext context) => List(context, Say(context));

    /// <summary><c>POST /sites</c>: a new one, from a template.</summary>
    public async Task<IResult> CreateAsync(HttpContext context)
    {
        var (form, problem) = await tokens.ReadAsync(context);
        if (form is null)
        {
            return Refused(problem!);
        }

        if (templates.Make(form["template"]) is not { } content)
        {
            return Refused(Problems.BadRequest("template", "Choose one of those that are there."));
        }

        var site = await sites.AddAsync(Slug.Of(form["title"] is { Length: > 0 } title ? title : content.Title), content, context.RequestAborted);
        return site is null
            ? Refused(Problems.Of(ProblemTypes.Busy, "Too many sites", StatusCodes.Status409Conflict, $"The kit keeps {SiteLimits.Sites} sites; remove one that is over."))
            : new SeeOtherResult($"/sites/{site.Slug}");
    }

    /// <summary><c>GET /sites/{slug}</c>.</summary>
    public async Task<IResult> EditAsync(string slug, HttpContext context)
    {
        if (sites.Find(slug) is not { } site)
        {
            return NotFound();
        }

        // What is wrong with a draft is said from the start, not when somebody wants to publish it.
        return Editor(context, site, site.Draft, await pages.CheckAsync(slug, site.Draft, context.RequestAborted), Say(context), StatusCodes.Status200OK);
    }

    /// <summary><c>POST /sites/{slug}</c>: keeps the draft, and does what the button says.</summary>
    public async Task<IResult> SaveAsync(string slug, HttpContext context)
    {
        var (form, problem) = await tokens.ReadAsync(context);
        if (form is null)
        {
            return Refused(problem!);
        }

        if (sites.Find(slug) is not { } site)
        {
            return NotFound();
        }

        var action = form["do"];
        if (action == "remove")
        {
            return await RemoveAsync(slug, site, form, context);
        }

        var (typed, unread) = forms.Read(form, site.Draft);
        var content = EditorForm.Apply(typed, action);
        IReadOnlyList<SiteFault> faults = [.. unread, .. SiteRules.Check(content)];
        if (faults.Count > 0)
        {
            return Editor(context, site, content, faults, "Nothing was kept yet: look at what is marked.", StatusCodes.Status400BadRequest);
        }

        var isStale = false;
        var kept = await sites.ChangeAsync(
            slug,
            now =>
            {
                isStale = form["revision"] != now.Revision.ToString(CultureInfo.InvariantCulture);
                return isStale ? now : now with { Draft = content, Revision = now.Revision + 1 };
            },
            context.RequestAborted);
        return kept is null ? NotFound()
            : isStale ? Editor(context, kept, content, [], "Somebody else has changed this site meanwhile. Nothing was kept yet: save again, and yours counts.", StatusCodes.Status409Conflict)
            : await DoAsync(slug, kept, action, form, context);
    }

    /// <summary><c>POST /sites/{slug}/picture/{block}</c>.</summary>
    public async Task<IResult> UploadAsync(string slug, string block, HttpContext context)
    {
        var (token, content, wrong) = await PictureUpload.ReadAsync(context.Request, context.RequestAborted);
        if (content is not null && !tokens.Fits(context, token))
        {
            return Refused(Problems.Of(ProblemTypes.WrongHost, "This form is from before", StatusCodes.Status403Forbidden, "Open the page again; nothing was changed."));
        }

        if (sites.Find(slug) is not { } site)
        {
            return NotFound();
        }

        var (name, unfit) = content is null ? (null, wrong) : await pictures.KeepAsync(content, sites.All.SelectMany(static one => one.Draft.Pictures.Concat(one.Published?.Pictures ?? [])), context.RequestAborted);
        if (name is null)
        {
            return Editor(context, site, site.Draft, [new SiteFault($"{block}.picture", unfit!)], "The picture was not kept.", StatusCodes.Status400BadRequest);
        }

        await sites.ChangeAsync(
            slug,
            now => now with
            {
                Revision = now.Revision + 1,
                Draft = now.Draft with { Blocks = [.. now.Draft.Blocks.Select(one => one is Block.Hero hero && one.Id == block ? hero with { Picture = name } : one)] },
            },
            context.RequestAborted);
        return Done(slug, "picture", block);
    }

    private static SeeOtherResult Done(string slug, string said, string at = "") => new($"/sites/{slug}?said={said}{(at.Length > 0 && SiteRules.IsBlockId(at) ? "#" + at : "")}");

    private static string? Say(HttpContext context) => context.Request.Query["said"].ToString() switch
    {
        "saved" => "The draft is kept.",
        "published" => "It is published: everybody sees it now.",
        "due" => "It will be published by itself.",
        "unpublished" => "It is taken back. The draft stays.",
        "picture" => "The picture is kept.",
        "removed" => "The site is removed.",
        _ => null,
    };

    private async Task<IResult> DoAsync(string slug, Site site, string action, RequestForm form, HttpContext context)
    {
        switch (action)
        {
            case "publish":
                return await publisher.PublishAsync(slug, Caller.Of(context).By, context.RequestAborted) switch
                {
                    null => NotFound(),
                    { Count: > 0 } faults => Editor(context, sites.Find(slug) ?? site, site.Draft, faults, "The draft is kept, and not published: look at what is marked.", StatusCodes.Status400BadRequest),
                    _ => Done(slug, "published"),
                };
            case "unpublish":
                await publisher.UnpublishAsync(slug, Caller.Of(context).By, context.RequestAborted);
                return Done(slug, "unpublished");
            case "at" or "in":
                return await ScheduleAsync(slug, site, action, form, context);
            default:
                return Done(slug, "saved", action.Split(':') is [_, var subject] ? subject : "");
        }
    }

    private async Task<IResult> ScheduleAsync(string slug, Site site, string action, RequestForm form, HttpContext context)
    {
        PublishTime? due = null;
        if (action == "at" && times.TryRead(form["publishAt"], out var at) && at is not null)
        {
            due = new PublishTime(clock.Now, at, TimeSpan.Zero);
        }
        else if (action == "in" && int.TryParse(form["publishIn"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MostMinutes)
        {
            due = new PublishTime(clock.Now, null, TimeSpan.FromMinutes(minutes));
        }

        if (due is null)
        {
            return Editor(context, site, site.Draft, [new SiteFault(action == "at" ? "publishAt" : "publishIn", $"Expected {(action == "at" ? "a day and a time" : $"1 to {MostMinutes} minutes")}.")], null, StatusCodes.Status400BadRequest);
        }

        await sites.ChangeAsync(slug, now => now with { Due = due }, context.RequestAborted);
        return Done(slug, "due");
    }

    private async Task<IResult> RemoveAsync(string slug, Site site, RequestForm form, HttpContext context)
    {
        if (form["sure"] != "yes")
        {
            return Editor(context, site, site.Draft, [new SiteFault("sure", "Tick this to remove the site for good.")], null, StatusCodes.Status400BadRequest);
        }

        await publisher.UnpublishAsync(slug, Caller.Of(context).By, context.RequestAborted);
        await sites.RemoveAsync(slug, context.RequestAborted);
        return new SeeOtherResult("/sites?said=removed");
    }

    private PageResult Editor(HttpContext context, Site site, SiteContent content, IReadOnlyList<SiteFault> faults, string? said, int status)
    {
        var page = new EditorPage(
            new PageHead(site.Draft.Title, kit.Name, "editor", ["editor.css"], []),
            tokens.TokenFor(context),
            site,
            content,
            faults,
            times.Write(content.Opens),
            times.Zone,
            $"/e/{site.Slug}/preview/{links.Sign(LinkPurpose.Preview, site.Slug, "draft")}",
            [.. catalog.Items.Select(static item => (item.Sku, item.Name))],
            streams.Names,
            PublishTime.IsTrusted(clock.Now.Clock),
            site.Due is { } due ? DueText(due) : null,
            said);
        return new PageResult(() => new Sites_Editing_Editor { Model = page }, status);
    }

    private string DueText(PublishTime due) => (due.At, due.Left(clock.Now)) switch
    {
        ({ } at, null) => $"It is to be published at {words.DayAndTime(at)}, and waits until the kit's clock is set. Publish it by hand if it is time.",
        ({ } at, _) => $"It is published at {words.DayAndTime(at)}.",
        (null, { } left) => $"It is published in {ClockText.Duration(left)} of running time.",
        (null, null) => "It is published when the kit's clock is set.",
    };

    private PageResult List(HttpContext context, string? said)
    {
        var page = new SiteListPage(new PageHead("Sites", kit.Name, "editor", ["editor.css"], []), tokens.TokenFor(context), sites.All, said);
        return new PageResult(() => new Sites_Editing_SiteList { Model = page });
    }

    private PageResult Refused(ProblemResult problem) => refusals.Of(problem, "/sites", "To the sites");

    private PageResult NotFound() => Refused(Problems.NotFound("There is no such site."));
}
