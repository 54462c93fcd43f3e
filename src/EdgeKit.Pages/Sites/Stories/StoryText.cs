using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EdgeKit.Pages.Sites.Stories;

/// <summary>
/// Turns a creator's Markdown into markup. Raw HTML is text, as anything else that is typed: markup comes from Markdown's own constructs alone, and a
/// link or a picture that leads anywhere but to the web, an e-mail address, a telephone or a place on this kit loses its address. That is a sanitizer's work without
/// a sanitizer, which would make the daemon a third larger: HtmlSanitizer adds 5.8 MB to the binary and 8 MB of memory.
/// </summary>
internal static class StoryText
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    // Made when the first story is shown, not when the daemon starts.
    private static readonly Lazy<MarkdownPipeline> Pipeline = new(static () => new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks(new AutoLinkOptions { ValidPreviousCharacters = "*_~(" }).Build());

    /// <summary>The markup of <paramref name="markdown"/>.</summary>
    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline.Value);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // The page has its own first two levels.
            heading.Level = Math.Min(6, heading.Level + 2);
        }

        // A list, since some are replaced.
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Check(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(static link => !link.IsEmail && !Leads(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document.ToHtml(Pipeline.Value);
    }

    /// <summary>Whether a page may lead there.</summary>
    public static bool Leads(string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || address.Any(static letter => char.IsControl(letter) || letter == '\\'))
        {
            return false;
        }

        if (address[0] == '#' || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal)))
        {
            return true;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme, StringComparer.Ordinal) && address.StartsWith(uri.Scheme, StringComparison.OrdinalIgnoreCase);
    }

    private static void Check(LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
        if (link.IsImage)
        {
            // Pictures come from the kit alone: from elsewhere they would tell who looks, and stay away when the kit is alone.
            if (address is null || !address.StartsWith('/') || !Leads(address))
            {
                link.ReplaceBy(new LiteralInline(string.Concat(link.Descendants<LiteralInline>().Select(static text => text.Content.ToString()))));
            }
        }
        else if (!Leads(address))
        {
            link.GetDynamicUrl = null;
            link.Url = "";
        }
        else if (!address!.StartsWith('/') && address[0] != '#')
        {
            link.GetAttributes().AddProperty("rel", "noopener nofollow");
        }
    }
}
