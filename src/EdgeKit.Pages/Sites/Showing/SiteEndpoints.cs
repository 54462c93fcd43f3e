using AspNetCoreGeneratedDocument;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Calendars;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Shopping;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>Sites, for everybody.</summary>
internal sealed class SiteEndpoints(
    SiteStore sites, SitePages pages, PageCache cache, SiteAnswers answers, PictureStore pictures, ShopperCookie cookies, SignedLinks links, KitClock clock, KitOptions kit)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(3);

    /// <summary><c>GET /e/{slug}</c>: from memory for everybody, and made for whoever holds something.</summary>
    public async Task<IResult> ShowAsync(string slug, HttpContext context)
    {
        if (sites.Find(slug) is not { Published: not null } site)
        {
            cache.Forget(slug);
            return answers.NotFound(slug);
        }

        return ShopperCookie.Is(context) && pages.Held(cookies.Read(context).Hold) is { } held
            ? await answers.LandingAsync(site, held, notice: null, StatusCodes.Status200OK, context.RequestAborted)
            : new CachedPageResult(await cache.GetAsync(site, context.RequestAborted));
    }

    /// <summary><c>GET /e/{slug}/preview/{token}</c>: the draft, for whoever was given the link.</summary>
    public async Task<IResult> PreviewAsync(string slug, string token, CancellationToken cancellationToken)
    {
        if (links.Open(LinkPurpose.Preview, slug, token) is null || sites.Find(slug) is not { } site)
        {
            return answers.NotFound(slug);
        }

        var state = await pages.StateAsync(slug, site.Draft, site.Revision, cancellationToken);
        var page = pages.Make(slug, site.Draft, state) with { IsPreview = true };
        return new PageResult(() => new Sites_Showing_Landing { Model = page });
    }

    /// <summary><c>GET /e/{slug}/calendar.ics</c>.</summary>
    public IResult Calendar(string slug, HttpContext context)
    {
        if (sites.Find(slug)?.Published is not { Opens: { } opens } content)
        {
            return Problems.NotFound("There is nothing to put into a calendar.");
        }

        var what = new CalendarEvent($"{slug}@{kit.Id}", content.Title, opens, Lasts, content.Venue, content.Tagline, Address(context, $"/e/{slug}"));
        return Results.Text(CalendarFile.Write(what, clock.Now.Time), CalendarFile.ContentType);
    }

    /// <summary><c>GET /e/{slug}/pictures/{name}</c>: a picture never changes under its name, and nothing in it runs.</summary>
    public async Task<IResult> PictureAsync(string name, HttpContext context)
    {
        if (pictures.Find(name) is not { } path)
        {
            return Problems.NotFound("There is no such picture.");
        }

        var response = context.Response;
        response.ContentType = PictureStore.KindOf(name)!.ContentType;
        response.ContentLength = new FileInfo(path).Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(path, context.RequestAborted);
        }

        return Results.Empty;
    }

    /// <summary>A path of this kit as whoever asks reaches it.</summary>
    public static string Address(HttpContext context, string path) => $"{context.Request.Scheme}://{context.Request.Host}{path}";
}
