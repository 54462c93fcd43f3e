using EdgeKit.Pages.Sites.Stories;
using EdgeKit.Pages.Sites.Templates;

namespace EdgeKit.Pages.Tests.Sites.Templates;

public sealed class LiquidTemplateTests
{
    private static readonly LiquidValues Values = new(
        "Soup [night](javascript:go())", "Row C", "Kit <b>", [new LiquidGoods("a", "Leek & <script>go()</script>", "4.50 €", 3), new LiquidGoods("b", "# Bread", "1.00 €", 0)], 12);

    [Fact]
    public void It_says_what_the_kit_knows()
    {
        var html = Html("{% for item in goods %}{% if item.available > 0 %}- {{ item.name }}: {{ item.price }}, {{ item.available }} left\n{% endif %}{% endfor %}\n{{ site.places_left }} places");

        Assert.Contains("<li>Leek &amp; &lt;script&gt;go()&lt;/script&gt;: 4.50 €, 3 left</li>", html.ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains("12 places", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Bread", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ site.title }}")]
    [InlineData("[x]({{ site.title }})")]
    [InlineData("{{ goods[0].name }}")]
    [InlineData("{{ kit.name }}")]
    [InlineData("<script>go()</script>")]
    [InlineData("[x](javascript:{{ site.venue }})")]
    [InlineData("{{ '<script>go()</script>' }}")]
    [InlineData("{{ '<script>' | append: 'go()' | upcase | downcase }}")]
    [InlineData("{% capture x %}<script>go()</script>{% endcapture %}{{ x }}")]
    public void What_it_writes_is_text(string liquid)
    {
        var html = Html(liquid);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_value_never_becomes_a_construct()
    {
        Assert.DoesNotContain("<h", Html("{{ goods[1].name }}"), StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", Html("{{ site.title }}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% include 'passwd' %}")]
    [InlineData("{% render '../links.key' %}")]
    [InlineData("{% include '/etc/passwd' %}")]
    [InlineData("{{ 'a' | nosuchfilter }}")]
    [InlineData("{{ nobody }}")]
    [InlineData("{{ site.GetType }}")]
    [InlineData("{{ site.title.GetType.Assembly }}")]
    [InlineData("{{ goods.Count.GetType }}")]
    public void It_reaches_nothing_else(string liquid)
    {
        var (template, faults) = LiquidTemplate.Parse(liquid);
        if (template is null)
        {
            Assert.NotEmpty(faults);
            return;
        }

        var (markdown, fault) = template.Run(Values, TimeProvider.System);

        // What is not there is nothing, or an error: never a thing of the program's.
        Assert.True(fault is not null || string.IsNullOrWhiteSpace(markdown), markdown);
    }

    [Theory]
    [InlineData("{% for i in (1..100000000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..900) %}{% for j in (1..900) %}{% for k in (1..900) %}{% assign x = k %}{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{% for i in (1..900) %}{{ '0123456789012345678901234567890123456789' }}{% endfor %}")]
    [InlineData("{% assign x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}{% for i in (1..100) %}{% assign x = x | append: x %}{% endfor %}{{ x }}")]
    public void It_ends_at_its_limits(string liquid)
    {
        var (template, _) = LiquidTemplate.Parse(liquid);

        var (markdown, fault) = template!.Run(Values, TimeProvider.System);

        Assert.Null(markdown);
        Assert.NotNull(fault);
    }

    [Fact]
    public void A_mistake_is_named_with_its_line()
    {
        var (template, faults) = LiquidTemplate.Parse("one\ntwo\n{% if %}\n");

        Assert.Null(template);
        Assert.StartsWith("Line 3: ", $"{faults[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_too_long_or_too_deep_is_not_parsed()
    {
        Assert.Null(LiquidTemplate.Parse(new string('x', 12_001)).Template);
        Assert.Null(LiquidTemplate.Parse("{{ " + new string('(', 2_000) + "1" + new string(')', 2_000) + " }}").Template);
    }

    private static string Html(string liquid)
    {
        var (template, faults) = LiquidTemplate.Parse(liquid);
        Assert.Empty(faults);
        var (markdown, fault) = template!.Run(Values, TimeProvider.System);
        Assert.Null(fault);
        return StoryText.ToHtml(markdown!);
    }
}
