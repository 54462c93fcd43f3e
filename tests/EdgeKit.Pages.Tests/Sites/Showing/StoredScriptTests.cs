using System.Net;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Editing;

namespace EdgeKit.Pages.Tests.Sites.Showing;

/// <summary>Script in every text field that a creator or a shopper has: it is text wherever it comes out again.</summary>
public sealed class StoredScriptTests : SitesTest
{
    private const string Attack = "\"'><script>alert(1)</script><b>x</b><img src=x onerror=alert(1)>";

    private static readonly string[] Fields = ["heading", "text", "pictureText", "markdown", "liquid", "stream", "pinned", "picture"];

    [Fact]
    public async Task What_a_creator_types_is_text()
    {
        using var editor = Kit.Open();
        await editor.GetAsync("/sites", Cancel);
        await editor.SubmitAsync("/sites", Cancel, ("template", "food"));
        foreach (var kind in EditorForm.Kinds.Select(static kind => kind.Kind).Where(static kind => kind is "rsvp" or "schedule" or "live" or "hero"))
        {
            await editor.SubmitAsync(editor.Path.Split('?')[0].Split('#')[0], Cancel, ("do", $"add:{kind}"));
        }

        var path = editor.Path.Split('?')[0].Split('#')[0];
        var draft = Kit.Sites.All.Single().Draft;
        (string, string)[] typed =
        [
            ("title", Attack), ("tagline", Attack), ("venue", Attack), ("theme", Attack),
            .. draft.Blocks.SelectMany(static block => Fields.Select(field => ($"{block.Id}.{field}", Attack))),
            .. draft.Blocks.OfType<Block.Schedule>().Select(static block => ($"{block.Id}.items", "19:00 " + Attack)),
            .. draft.Blocks.OfType<Block.Products>().Select(static block => ($"{block.Id}.skus", "poster")),
            ("do", "publish"),
        ];

        await editor.SubmitAsync(path, Cancel, typed);

        Assert.Contains("published", editor.Path, StringComparison.Ordinal);
        Assert.Equal(Attack, Kit.Sites.All.Single().Published!.Tagline);
        HasNoMarkupOf(editor.Html);
        HasNoMarkupOf((await editor.GetAsync("/sites", Cancel)).Html);
        using var phone = Kit.Open();
        var site = "/e/" + Kit.Sites.All.Single().Slug;
        foreach (var page in new[] { site, site + "/reply", site + "/reply?for=goods", site + "/checkout" })
        {
            await phone.GetAsync(page, Cancel);
            Assert.Equal(HttpStatusCode.OK, phone.Status);
            HasNoMarkupOf(phone.Html);
        }

        await phone.GetAsync(site, Cancel);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_shopper_types_is_text()
    {
        var path = await Kit.PublishAsync("soup", SampleSites.Of("Soup", new Block.Products("b1", "", ["poster"]), new Block.Rsvp("b2", "", "", 2, 2)), Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync(path, Cancel);
        await phone.SubmitAsync("/hold", Cancel);

        await phone.SubmitAsync("/order", Cancel, ("name", Attack), ("email", Attack), ("phone", Attack), ("address", Attack), ("note", Attack), ("payment", Attack));
        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", phone.Html, StringComparison.Ordinal);
        HasNoMarkupOf(phone.Html);

        await phone.SubmitAsync("/order", Cancel, ("name", Attack), ("email", "a@b.example"), ("phone", "+49 30 12345"));
        Assert.Equal(HttpStatusCode.OK, phone.Status);
        Assert.Equal(Attack, Kit.Desk.Orders.Single().Customer!.Name);
        HasNoMarkupOf(phone.Html);

        await phone.GetAsync(path + "/reply", Cancel);
        Assert.Contains("&lt;script&gt;", phone.Html, StringComparison.Ordinal);
        HasNoMarkupOf(phone.Html);
        await phone.SubmitAsync("/reply", Cancel, ("name", Attack));
        Assert.Contains("You are in", phone.Html, StringComparison.Ordinal);
        HasNoMarkupOf(phone.Html);
    }

    [Fact]
    public void What_is_markup_would_be_found()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => HasNoMarkupOf("<p>" + Attack));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => HasNoMarkupOf("<p title=\"a>b\" onclick=\"go()\">"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => HasNoMarkupOf("<p style=\"color:red\">"));
    }
}
