using System.Text.RegularExpressions;
using EdgeKit.Pages.Sites.Stories;

namespace EdgeKit.Pages.Tests.Sites.Stories;

public sealed partial class StoryTextTests
{
    public static TheoryData<string> Attacks =>
    [
        "<script>go()</script>",
        "<img src=x onerror=go()>",
        "text <b onmouseover=go()>b</b> text",
        "<iframe src=\"https://elsewhere.example\"></iframe>",
        "<!-- --><svg/onload=go()>",
        "<a href=\"javascript:go()\">x</a>",
        "[x](javascript:go())",
        "[x](JaVaScRiPt:go())",
        "[x](<javascript:go()>)",
        "[x]( javascript:go())",
        "[x](java\tscript:go())",
        "[x](&#106;avascript:go())",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:go)",
        "[x](file:///etc/passwd)",
        "[x](//elsewhere.example)",
        "[x](\\\\elsewhere.example)",
        "[x][y]\n\n[y]: javascript:go()",
        "<javascript:go()>",
        "![x](javascript:go())",
        "![x](https://elsewhere.example/pixel.png)",
        "![x](\"onerror=\"go())",
        "[x](https://a.example \"\\\" onclick=go() \")",
        "[x](https://a.example){onclick=go()}",
        "| a |\n|---|\n| <script>go()</script> |",
        "# <script>go()</script>",
        "```<script>\n</code></pre><script>go()</script>\n```",
        "`<script>go()</script>`",
        "&lt;script&gt;go()&lt;/script&gt;",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Whatever_is_typed_is_text(string markdown)
    {
        var html = StoryText.ToHtml(markdown);

        Assert.DoesNotMatch(Dangerous(), html);
    }

    [Theory]
    [InlineData("<script>")]
    [InlineData("<img src=\"https://elsewhere.example/x\">")]
    [InlineData("<a href=\"javascript:go()\">")]
    [InlineData("<p onclick=\"go()\">")]
    [InlineData("<a href=\"//elsewhere.example\">")]
    public void What_is_dangerous_would_be_found(string planted) => Assert.Matches(Dangerous(), planted);

    [Fact]
    public void Markdown_is_what_it_is()
    {
        var html = StoryText.ToHtml("# Soup\n\nWith **leek**, ~~salt~~ and [more](https://a.example/x?y=1).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[call](tel:+49301234) [write](mailto:a@b.example) [home](/e/soup)");

        Assert.Contains("<h3", html, StringComparison.Ordinal);
        Assert.Contains("<strong>leek</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<del>salt</del>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://a.example/x?y=1\" rel=\"noopener nofollow\">more</a>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:+49301234\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"mailto:a@b.example\"", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/e/soup\">home</a>", html, StringComparison.Ordinal);
    }

    // A tag that no Markdown makes, a handler, an address that runs or leads unseen elsewhere.
    [GeneratedRegex(@"<(?!/?(p|h[3-6]|a|strong|em|del|ul|ol|li|blockquote|code|pre|br|hr|img|table|thead|tbody|tr|th|td)\b)[a-z/!]|<[^>""]*(""[^""]*""[^>""]*)*\son\w+\s*=|(href|src)=""(?!https?:|mailto:|tel:|\#|/(?!/)|"")|<img[^>]*src=""http", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dangerous();
}
