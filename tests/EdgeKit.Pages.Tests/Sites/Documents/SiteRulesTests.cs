using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Tests.Sites.Documents;

public sealed class SiteRulesTests
{
    private static readonly (string Field, SiteContent Content)[] Wrong =
    [
        ("title", SampleSites.Of(" ")),
        ("title", SampleSites.Of(new string('x', SiteLimits.Title + 1))),
        ("title", SampleSites.Of("two\nlines")),
        ("tagline", SampleSites.Of("a") with { Tagline = new string('x', SiteLimits.Line + 1) }),
        ("blocks", SampleSites.Of("a", [.. Enumerable.Range(0, SiteLimits.Blocks + 1).Select(static number => new Block.Story($"b{number}", "", ""))])),
        ("b1.text", SampleSites.Of("a", new Block.Hero("b1", "", new string('x', SiteLimits.Text + 1), null, ""))),
        ("b1.text", SampleSites.Of("a", new Block.Hero("b1", "", "bell\a", null, ""))),
        ("blocks", SampleSites.Of("a", new Block.Story("b1\" onclick=\"go()", "", ""))),
        ("blocks", SampleSites.Of("a", new Block.Story("b1", "", ""), new Block.Story("b1", "", ""))),
        ("b1.skus", SampleSites.Of("a", new Block.Products("b1", "", [.. Enumerable.Range(0, SiteLimits.Skus + 1).Select(static number => $"s{number}")]))),
        ("b1.capacity", SampleSites.Of("a", new Block.Rsvp("b1", "", "", 0, 1))),
        ("b1.most", SampleSites.Of("a", new Block.Rsvp("b1", "", "", 1, SiteLimits.MostPerReply + 1))),
        ("b2.heading", SampleSites.Of("a", new Block.Rsvp("b1", "", "", 1, 1), new Block.Rsvp("b2", "", "", 1, 1))),
        ("b1.markdown", SampleSites.Of("a", new Block.Story("b1", "", new string('x', SiteLimits.Story + 1)))),
        ("b1.items", SampleSites.Of("a", new Block.Schedule("b1", "", [new ScheduleItem("20:00", "")]))),
        ("b1.items", SampleSites.Of("a", new Block.Schedule("b1", "", [.. Enumerable.Repeat(new ScheduleItem("20:00", "x"), SiteLimits.ScheduleItems + 1)]))),
        ("b1.liquid", SampleSites.Of("a", new Block.Template("b1", "", new string('x', SiteLimits.Template + 1)))),
    ];

    [Fact]
    public void A_site_with_one_of_each_block_is_right() => Assert.Empty(SiteRules.Check(SampleSites.Full));

    [Fact]
    public void What_is_too_much_is_named() => Assert.All(Wrong, static wrong => Assert.Equal(wrong.Field, Assert.Single(SiteRules.Check(wrong.Content)).Field));

    [Theory]
    [InlineData("Lantern night", "lantern-night")]
    [InlineData("  Crème & Brûlée!  ", "creme-brulee")]
    [InlineData("Tonight's table", "tonights-table")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("夜市", "site")]
    [InlineData("", "site")]
    public void A_slug_is_made_of_a_title(string title, string slug)
    {
        Assert.Equal(slug, Slug.Of(title));
        Assert.True(Slug.IsSlug(slug));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a%2fb")]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData("a b")]
    public void What_leads_elsewhere_is_no_slug(string text) => Assert.False(Slug.IsSlug(text));

    [Fact]
    public void A_taken_slug_gets_a_number()
    {
        var longest = new string('a', SiteLimits.Slug);

        Assert.Equal("a-3", Slug.Free("a", static slug => slug is "a" or "a-2"));
        Assert.True(Slug.IsSlug(Slug.Free(longest, slug => slug == longest)));
    }
}
