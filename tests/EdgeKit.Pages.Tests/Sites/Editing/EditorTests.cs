using System.Net;
using System.Text;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;

namespace EdgeKit.Pages.Tests.Sites.Editing;

public sealed class EditorTests : SitesTest
{
    [Theory]
    [InlineData("drop", "the-evening-drop")]
    [InlineData("concert", "an-evening-of-songs")]
    [InlineData("food", "tonights-table")]
    public async Task Two_clicks_lead_from_a_template_to_a_page_that_everybody_sees(string template, string slug)
    {
        using var editor = Kit.Open();
        await editor.GetAsync("/sites", Cancel);

        await editor.SubmitAsync("/sites", Cancel, ("template", template));
        await editor.SubmitAsync($"/sites/{slug}", Cancel, ("do", "publish"));

        Assert.Contains("everybody sees it now", editor.Html, StringComparison.Ordinal);
        using var phone = Kit.Open();
        await phone.GetAsync($"/e/{slug}", Cancel);
        Assert.Equal((HttpStatusCode.OK, 1), (phone.Status, Calls(phone.Html)));
    }

    [Fact]
    public async Task A_form_that_is_not_of_the_kits_page_changes_nothing()
    {
        using var editor = await NewAsync();
        var before = Kit.Sites.All.Single();

        await editor.PostAsync("/sites", [KeyValuePair.Create("template", "food")], Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, editor.Status);
        await editor.PostAsync($"/sites/{before.Slug}", [KeyValuePair.Create("do", "publish"), KeyValuePair.Create("Edge-Form", "wrong")], Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, editor.Status);
        await UploadAsync(editor, Picture(), token: "wrong");
        Assert.Equal(HttpStatusCode.Forbidden, editor.Status);

        Assert.Equal(before, Kit.Sites.All.Single());
    }

    [Fact]
    public async Task A_part_is_added_at_the_end_with_a_name_that_is_free()
    {
        using var editor = await NewAsync();
        Assert.Equal("b1 b2 b3 b4 b5", Order());

        await SaveAsync(editor, ("do", "add:schedule"));

        Assert.Equal("b1 b2 b3 b4 b5 b6", Order());
        Assert.IsType<Block.Schedule>(Kit.Sites.All.Single().Draft.Blocks[^1]);
    }

    [Fact]
    public async Task Parts_change_their_places()
    {
        using var editor = await NewAsync();
        var before = Order();
        var ids = before.Split(' ');

        await SaveAsync(editor, ("do", $"down:{ids[0]}"));
        Assert.Equal(string.Join(' ', [ids[1], ids[0], .. ids[2..]]), Order());
        await SaveAsync(editor, ("do", $"up:{ids[0]}"));
        Assert.Equal(before, Order());
        await SaveAsync(editor, ("do", $"up:{ids[0]}"));
        Assert.Equal(before, Order());
        await SaveAsync(editor, ("do", $"drop:{ids[1]}"));
        Assert.Equal(string.Join(' ', [ids[0], .. ids[2..]]), Order());
    }

    [Fact]
    public async Task What_is_wrong_is_marked_and_what_was_typed_stays()
    {
        using var editor = await NewAsync();
        var before = Kit.Sites.All.Single();

        await SaveAsync(editor, ("title", " "), ("tagline", "Kept as typed"), ("opens", "yesterday"), ("do", "publish"));

        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        Assert.Contains("value=\"Kept as typed\"", editor.Html, StringComparison.Ordinal);
        Assert.Contains("Expected 1 to 80 characters", editor.Html, StringComparison.Ordinal);
        Assert.Contains("Expected a day and a time", editor.Html, StringComparison.Ordinal);
        Assert.Equal(before, Kit.Sites.All.Single());
    }

    [Fact]
    public async Task A_template_with_a_mistake_is_kept_and_not_published_and_its_line_is_said()
    {
        using var editor = await NewAsync();
        var template = Kit.Sites.All.Single().Draft.Blocks.OfType<Block.Template>().Single().Id;

        await SaveAsync(editor, ($"{template}.liquid", "fine\n{{ goods | nosuchfilter }}"), ("do", "publish"));

        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        Assert.Contains("Line 2:", editor.Html, StringComparison.Ordinal);
        Assert.Null(Kit.Sites.All.Single().Published);
        Assert.Contains("nosuchfilter", Kit.Sites.All.Single().Draft.Blocks.OfType<Block.Template>().Single().Liquid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_second_is_told_and_loses_nothing()
    {
        using var first = await NewAsync();
        var slug = Kit.Sites.All.Single().Slug;
        using var second = Kit.Open();
        await second.GetAsync($"/sites/{slug}", Cancel);
        await SaveAsync(first, ("title", "First"));

        await second.SubmitAsync($"/sites/{slug}", Cancel, ("title", "Second"), ("do", "save"));
        Assert.Equal((HttpStatusCode.Conflict, "First"), (second.Status, Kit.Sites.All.Single().Draft.Title));
        Assert.Contains("value=\"Second\"", second.Html, StringComparison.Ordinal);

        await second.SubmitAsync($"/sites/{slug}", Cancel, ("do", "save"));
        Assert.Equal("Second", Kit.Sites.All.Single().Draft.Title);
    }

    [Fact]
    public async Task A_draft_is_seen_by_its_link_alone()
    {
        using var editor = await NewAsync();
        var preview = editor.Link("/preview/");
        using var phone = Kit.Open();

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(preview, Cancel)).Status);
        Assert.Contains("This is the draft", phone.Html, StringComparison.Ordinal);
        Assert.Equal("no-store", phone.Last.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(preview[..^1] + (preview[^1] == 'A' ? 'B' : 'A'), Cancel)).Status);
    }

    [Fact]
    public async Task A_change_is_nobodys_to_see_before_it_is_published()
    {
        using var editor = await NewAsync();
        await SaveAsync(editor, ("title", "One"), ("do", "publish"));
        await SaveAsync(editor, ("title", "Two"));
        using var phone = Kit.Open();
        await phone.GetAsync("/e/" + Kit.Sites.All.Single().Slug, Cancel);

        Assert.Contains("<title>One", phone.Html, StringComparison.Ordinal);
        Assert.Contains("with changes that nobody sees yet", editor.Html, StringComparison.Ordinal);
        await SaveAsync(editor, ("do", "publish"));
        await phone.GetAsync("/e/" + Kit.Sites.All.Single().Slug, Cancel);
        Assert.Contains("<title>Two", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_published_later_by_the_minute_or_the_time_of_day()
    {
        using var editor = await NewAsync();
        await SaveAsync(editor, ("publishIn", "5"), ("do", "in"));
        Assert.Contains("published in 5 min", editor.Html, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), Kit.Sites.All.Single().Due?.After);

        await SaveAsync(editor, ("publishAt", "2026-05-01T20:30"), ("do", "at"));
        Assert.Equal(SampleSites.Opens, Kit.Sites.All.Single().Due?.At);
        Assert.Contains("1 May 2026, 20:30", editor.Html, StringComparison.Ordinal);

        await SaveAsync(editor, ("publishIn", "0"), ("do", "in"));
        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        await SaveAsync(editor, ("do", "unpublish"));
        Assert.Null(Kit.Sites.All.Single().Due);
    }

    [Fact]
    public async Task A_site_is_removed_only_by_who_is_sure()
    {
        using var editor = await NewAsync();
        await SaveAsync(editor, ("do", "remove"));
        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        Assert.Single(Kit.Sites.All);

        await SaveAsync(editor, ("sure", "yes"), ("do", "remove"));

        Assert.Empty(Kit.Sites.All);
        Assert.Contains("The site is removed", editor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_kept_and_shown()
    {
        using var editor = await NewAsync();

        await UploadAsync(editor, Picture());

        Assert.Contains("The picture is kept", editor.Html, StringComparison.Ordinal);
        var name = Assert.Single(Kit.Sites.All.Single().Draft.Pictures);
        using var phone = Kit.Open();
        await phone.GetAsync($"/e/{Kit.Sites.All.Single().Slug}/pictures/{name}", Cancel);
        Assert.Equal("image/svg+xml", phone.Last.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", string.Join(',', phone.Last.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", string.Join(',', phone.Last.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        await SaveAsync(editor, ("do", "publish"));
        await phone.GetAsync($"/e/{Kit.Sites.All.Single().Slug}", Cancel);
        Assert.Contains($"/pictures/{name}", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused()
    {
        using var editor = await NewAsync();
        var before = Kit.Sites.All.Single();

        await UploadAsync(editor, "<html><script>alert(1)</script></html>"u8.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        Assert.Contains("no picture the kit can show", editor.Html, StringComparison.Ordinal);
        await UploadAsync(editor, new byte[PictureStore.MaxLength + 2]);
        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);
        await UploadAsync(editor, []);
        Assert.Contains("Choose a picture first", editor.Html, StringComparison.Ordinal);
        await editor.PostAsync($"/sites/{before.Slug}/picture/b1", [KeyValuePair.Create("file", "x")], Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, editor.Status);

        Assert.Equal(before, Kit.Sites.All.Single());
    }

    [Fact]
    public async Task More_parts_than_a_page_has_are_not_added()
    {
        using var editor = await NewAsync();
        for (var number = 0; number < SiteLimits.Blocks + 3; number++)
        {
            await SaveAsync(editor, ("do", "add:story"));
        }

        Assert.Equal(SiteLimits.Blocks, Kit.Sites.All.Single().Draft.Blocks.Count);
    }

    [Fact]
    public async Task What_the_form_does_not_have_cannot_be_put_in()
    {
        using var editor = await NewAsync();

        await SaveAsync(editor, ("order", "b1,b1,b\" onclick=\"go(),../x,b9999999,b77"), ("b77.kind", "iframe"), ("theme", "Neon"));

        Assert.Equal(("b1", Theme.Lantern), (Order(), Kit.Sites.All.Single().Draft.Theme));
    }

    private static byte[] Picture() => Encoding.UTF8.GetBytes("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"><rect width="64" height="36" fill="#fa0"/></svg>""");

    private string Order() => string.Join(' ', Kit.Sites.All.Single().Draft.Blocks.Select(static block => block.Id));

    private async Task<Phone> NewAsync()
    {
        var editor = Kit.Open();
        await editor.GetAsync("/sites", Cancel);
        await editor.SubmitAsync("/sites", Cancel, ("template", "food"));
        Assert.Equal(HttpStatusCode.OK, editor.Status);
        return editor;
    }

    private Task<Phone> SaveAsync(Phone editor, params (string Name, string Value)[] typed) =>
        editor.SubmitAsync($"/sites/{Kit.Sites.All.Single().Slug}", Cancel, typed.Any(static one => one.Name == "do") ? typed : [.. typed, ("do", "save")]);

    private async Task UploadAsync(Phone editor, byte[] picture, string token = FakeForms.Right)
    {
        using var content = new MultipartFormDataContent { { new StringContent(token), "Edge-Form" }, { new ByteArrayContent(picture), "file", "../../picture.svg" } };
        var path = $"/sites/{Kit.Sites.All.Single().Slug}/picture/{Kit.Sites.All.Single().Draft.Blocks.OfType<Block.Hero>().First().Id}";
        await editor.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, Cancel);
    }
}
