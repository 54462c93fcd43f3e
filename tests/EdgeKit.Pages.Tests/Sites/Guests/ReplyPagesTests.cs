using System.Net;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Tests.Sites.Guests;

public sealed class ReplyPagesTests : SitesTest
{
    private static readonly SiteContent Songs = SampleSites.Of("Songs", new Block.Rsvp("b1", "Save your place", "Benches.", 3, 2)) with { Opens = SampleSites.Opens };

    [Fact]
    public async Task People_save_places_wait_and_move_up()
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var first = await ReplyAsync("Kim", ("party", "2"));
        using var second = await ReplyAsync("Bo", ("party", "2"));
        Assert.Contains("2 places are yours", first.Html, StringComparison.Ordinal);
        Assert.Contains("You are the first who waits", second.Html, StringComparison.Ordinal);
        using var guest = Kit.Open();
        Kit.Clock.Advance(EdgeKit.Pages.Sites.Showing.PageCache.Fresh);
        await guest.GetAsync("/e/songs", Cancel);
        Assert.Contains("1 place left", guest.Html, StringComparison.Ordinal);

        await first.SubmitAsync("/cancel", Cancel);
        await second.GetAsync(second.Path, Cancel);

        Assert.Contains("You do not come", first.Html, StringComparison.Ordinal);
        Assert.Contains("You are in, Bo", second.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_reply()
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync("/e/songs/reply", Cancel);
        var form = phone.Html;
        await phone.SubmitAsync("/reply", Cancel, ("name", "Kim"));
        var page = phone.Path;
        var key = Phone.Hidden(form, "key");

        await phone.PostAsync("/e/songs/reply", [KeyValuePair.Create("key", key), KeyValuePair.Create("for", "places"), KeyValuePair.Create("name", "Kim"), KeyValuePair.Create("party", "1")], Cancel);

        Assert.Equal(page, phone.Path);
        Assert.Single(Kit.Log.Records, static made => made.Type == RecordTypes.RsvpMade);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("party", "3")]
    [InlineData("party", "0")]
    [InlineData("email", "nobody")]
    [InlineData("agrees", "yes")]
    public async Task What_is_wrong_is_marked_and_nothing_is_kept(string field, string value)
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync("/e/songs/reply", Cancel);

        await phone.SubmitAsync("/reply", Cancel, [.. new[] { ("name", "Kim"), ("party", "1") }.Where(one => one.Item1 != field), (field, value)]);

        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.Contains($"id=\"{field}-fault\"", phone.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Kit.Log.Records, static made => made.Type == RecordTypes.RsvpMade);
    }

    [Fact]
    public async Task What_is_sold_out_is_waited_for_with_an_address()
    {
        await Kit.PublishAsync("soup", SampleSites.Of("Soup", new Block.Products("b1", "", ["soup"])), Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync("/e/soup/reply?for=goods", Cancel);
        await phone.SubmitAsync("/reply", Cancel, ("name", "Kim"));
        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);

        await phone.SubmitAsync("/reply", Cancel, ("name", "Kim"), ("phone", "+49 30 12345"));

        Assert.Contains("Noted, Kim", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_is_a_box_of_its_own_and_ends_with_one_click()
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var silent = await ReplyAsync("Bo", ("email", "bo@a.example"));
        Assert.DoesNotContain("/unsubscribe/", silent.Html, StringComparison.Ordinal);
        using var phone = await ReplyAsync("Kim", ("email", "kim@a.example"), ("agrees", "yes"));
        var link = phone.Link("/unsubscribe/");
        Assert.Equal(1, Given());

        // A mail scanner opens it: nothing changes.
        await phone.GetAsync(link, Cancel);
        Assert.Contains("Unsubscribe", phone.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Kit.Log.Records, static made => made.Type == RecordTypes.ConsentWithdrawn);

        // A mail program's own button (RFC 8058).
        await phone.PostAsync(link, [KeyValuePair.Create("List-Unsubscribe", "One-Click")], Cancel);
        await phone.PostAsync(link, [], Cancel);

        Assert.Contains("You hear nothing more", phone.Html, StringComparison.Ordinal);
        Assert.Single(Kit.Log.Records, static made => made.Type == RecordTypes.ConsentWithdrawn);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.PostAsync(link[..^2] + "AA", [], Cancel)).Status);
    }

    [Fact]
    public async Task Nobody_cancels_for_somebody_else()
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var phone = await ReplyAsync("Kim");
        var id = phone.Path.Split('/')[^1].Split('.')[0];
        using var thief = Kit.Open();

        await thief.PostAsync($"/e/songs/replies/{id}.AAAAAAAAAAAAAAAAAAAAAA/cancel", [], Cancel);

        Assert.Equal(HttpStatusCode.NotFound, thief.Status);
        Assert.DoesNotContain(Kit.Log.Records, static made => made.Type == RecordTypes.RsvpCancelled);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_said()
    {
        await Kit.PublishAsync("songs", Songs, Cancel);
        using var phone = Kit.Open();
        await phone.GetAsync("/e/songs/reply", Cancel);
        Kit.Log.IsFull = true;

        await phone.SubmitAsync("/reply", Cancel, ("name", "Kim"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, phone.Status);
    }

    private int Given() => Kit.Log.Records.Count(static made => made.Type == RecordTypes.ConsentGiven);

    private async Task<Phone> ReplyAsync(string name, params (string Name, string Value)[] typed)
    {
        var phone = Kit.Open();
        await phone.GetAsync("/e/songs/reply", Cancel);
        await phone.SubmitAsync("/reply", Cancel, [("name", name), ("party", typed.Any(static one => one.Name == "party") ? typed.First(static one => one.Name == "party").Value : "1"), .. typed.Where(static one => one.Name != "party")]);
        Assert.Equal(HttpStatusCode.OK, phone.Status);
        return phone;
    }
}
