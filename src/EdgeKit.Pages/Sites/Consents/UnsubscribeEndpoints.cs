using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Sites.Showing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Sites.Consents;

/// <summary>
/// How somebody ends it: a link that shows one button, and the same address takes a POST at once, as a mail program sends it for whoever presses its
/// own "unsubscribe" (RFC 8058). Opening the link alone changes nothing, since mail scanners open links.
/// </summary>
internal sealed class UnsubscribeEndpoints(SiteAnswers answers, SignedLinks links, ConsentBook consents)
{
    /// <summary><c>GET /e/{slug}/unsubscribe/{token}</c>.</summary>
    public async Task<IResult> ShowAsync(string slug, string token, CancellationToken cancellationToken) => links.Open(LinkPurpose.Consent, "", token) is not { } person
        ? answers.NotFound(slug)
        : await consents.IsGivenAsync(person, cancellationToken)
            ? answers.Message(slug, "No more messages?", "One click, and this stall does not write to you any more.", $"/e/{slug}", "Back to the page", post: $"/e/{slug}/unsubscribe/{token}", postText: "Unsubscribe")
            : Done(slug);

    /// <summary><c>POST /e/{slug}/unsubscribe/{token}</c>.</summary>
    public async Task<IResult> WithdrawAsync(string slug, string token, CancellationToken cancellationToken)
    {
        if (links.Open(LinkPurpose.Consent, "", token) is not { } person)
        {
            return answers.NotFound(slug);
        }

        return await consents.WithdrawAsync(slug, person, cancellationToken) is { } refusal ? answers.Refusal(slug, refusal) : Done(slug);
    }

    private PageResult Done(string slug) => answers.Message(slug, "You hear nothing more", "This stall does not write to you. Orders and replies stay what they are.", $"/e/{slug}", "Back to the page");
}
