using System.Globalization;
using System.Security.Cryptography;
using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Consents;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Shopping;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Guests;

/// <summary>How people reply to a site, see what came of it, and cancel.</summary>
internal sealed class ReplyEndpoints(
    SiteStore sites, SitePages pages, SiteAnswers answers, ShopperCookie cookies, SignedLinks links, RsvpBook guests, ConsentBook consents)
{
    private const int KeyLength = 32;

    private static readonly Dictionary<string, string> NoFaults = new(StringComparer.Ordinal);

    /// <summary><c>GET /e/{slug}/reply</c>, and with <c>?for=goods</c> for what is sold out.</summary>
    public async Task<IResult> ShowAsync(string slug, HttpContext context)
    {
        if (sites.Find(slug) is not { Published: { } content } site)
        {
            return answers.NotFound(slug);
        }

        var list = ListOf(content, context.Request.Query["for"].ToString());
        return await FormAsync(site, list, RandomNumberGenerator.GetHexString(KeyLength, lowercase: true), 1, CheckoutFields.Of(cookies.Read(context)), NoFaults, StatusCodes.Status200OK, context.RequestAborted);
    }

    /// <summary><c>POST /e/{slug}/reply</c>.</summary>
    public async Task<IResult> ReplyAsync(string slug, HttpContext context)
    {
        var (form, problem) = await RequestForm.ReadAsync(context.Request, context.RequestAborted);
        if (form is null)
        {
            return answers.Refusal(slug, problem!);
        }

        if (sites.Find(slug) is not { Published: { } content } site)
        {
            return answers.NotFound(slug);
        }

        var (list, fields, key) = (ListOf(content, form["for"]), CheckoutFields.Of(form), form["key"]);
        if (key.Length != KeyLength || !key.All(char.IsAsciiHexDigitLower))
        {
            return answers.Message(slug, "This form is not whole", "Open it again; nothing was sent.", $"/e/{slug}/reply", "To the form", StatusCodes.Status400BadRequest);
        }

        var party = int.TryParse(form["party"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 1;
        if (Check(content, list, party, fields) is { Count: > 0 } faults)
        {
            return await FormAsync(site, list, key, party, fields, faults, StatusCodes.Status400BadRequest, context.RequestAborted);
        }

        var draft = new ReplyDraft(links.NameOf($"reply {slug} {key}"), list, fields.Name, party, NullIfEmpty(fields.Email), NullIfEmpty(fields.Phone));
        var (reply, refusal) = await guests.ReplyAsync(slug, content.Invitation?.Capacity ?? 0, draft, context.RequestAborted);
        if (reply is null)
        {
            return answers.Refusal(slug, refusal!);
        }

        if (fields.Agrees)
        {
            // What cannot be recorded was not agreed to: the page that follows says what holds.
            await consents.GiveAsync(slug, fields.Email, fields.Phone, context.RequestAborted);
        }

        cookies.Write(context, cookies.Read(context) with { Name = fields.Name, Email = fields.Email, Phone = fields.Phone });
        return new SeeOtherResult($"/e/{slug}/replies/{links.Sign(LinkPurpose.Reply, slug, reply.Id)}");
    }

    /// <summary><c>GET /e/{slug}/replies/{token}</c>.</summary>
    public async Task<IResult> ShowReplyAsync(string slug, string token, CancellationToken cancellationToken)
    {
        if (links.Open(LinkPurpose.Reply, slug, token) is not { } id)
        {
            return answers.Message(slug, "There is no such reply", "The link is not whole. Open it as it came.", $"/e/{slug}", "To the page", StatusCodes.Status404NotFound);
        }

        var replies = await guests.RepliesAsync(slug, cancellationToken);
        if (replies.FirstOrDefault(reply => reply.Id == id) is not { } reply)
        {
            return answers.Message(slug, "You do not come", "This reply was cancelled, and the place is somebody else's to take.", $"/e/{slug}", "Back to the page");
        }

        var person = reply.Email is null && reply.Phone is null ? null : consents.PersonOf(reply.Email, reply.Phone);
        var page = new RepliedPage(
            slug,
            answers.HeadOf(slug, reply.IsWaiting ? "You wait" : "You are in"),
            reply,
            reply.IsWaiting ? SeatingRules.Turn(replies, reply) : 0,
            $"/e/{slug}/replies/{token}",
            sites.Find(slug)?.Published?.Opens is not null,
            person is not null && await consents.IsGivenAsync(person, cancellationToken) ? $"/e/{slug}/unsubscribe/{links.Sign(LinkPurpose.Consent, "", person)}" : null);
        return new PageResult(() => new Sites_Guests_Replied { Model = page });
    }

    /// <summary><c>POST /e/{slug}/replies/{token}/cancel</c>.</summary>
    public async Task<IResult> CancelAsync(string slug, string token, CancellationToken cancellationToken)
    {
        if (links.Open(LinkPurpose.Reply, slug, token) is not { } id)
        {
            return answers.NotFound(slug);
        }

        var capacity = sites.Find(slug)?.Published?.Invitation?.Capacity ?? 0;
        return await guests.CancelAsync(slug, capacity, id, cancellationToken) is { } refusal ? answers.Refusal(slug, refusal) : new SeeOtherResult($"/e/{slug}/replies/{token}");
    }

    private static RsvpList ListOf(SiteContent content, string asked) => asked == "goods" || content.Invitation is null ? RsvpList.Goods : RsvpList.Places;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static Dictionary<string, string> Check(SiteContent content, RsvpList list, int party, CheckoutFields fields)
    {
        var faults = new Dictionary<string, string>(fields.Check(isOnline: false), StringComparer.Ordinal);
        var most = list == RsvpList.Places ? content.Invitation!.MostPerReply : 1;
        if (party < 1 || party > most)
        {
            faults["party"] = $"Choose 1 to {most}.";
        }

        if (list == RsvpList.Goods && fields.Email.Length == 0 && fields.Phone.Length == 0)
        {
            faults.TryAdd("email", "Say where the stall can reach you: by e-mail or by telephone.");
        }

        return faults;
    }

    private async Task<IResult> FormAsync(
        Site site, RsvpList list, string key, int party, CheckoutFields fields, IReadOnlyDictionary<string, string> faults, int status, CancellationToken cancellationToken)
    {
        var content = site.Published!;
        var state = await pages.StateAsync(site.Slug, content, site.PublishedRevision, cancellationToken);
        var invitation = list == RsvpList.Places ? content.Invitation : null;
        var page = new ReplyPage(
            site.Slug,
            answers.HeadOf(site.Slug, content.Title),
            list,
            invitation is null ? "Hear when there is more" : invitation.Heading is { Length: > 0 } heading ? heading : content.Title,
            invitation?.Text ?? "The stall tells you once when there are goods again.",
            invitation?.MostPerReply ?? 1,
            invitation is not null && state.PlacesLeft == 0,
            key,
            party,
            fields,
            faults);
        return new PageResult(() => new Sites_Guests_ReplyForm { Model = page }, status);
    }
}
