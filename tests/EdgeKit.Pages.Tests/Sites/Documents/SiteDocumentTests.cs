using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Documents;
using LiteDB;

namespace EdgeKit.Pages.Tests.Sites.Documents;

public sealed class SiteDocumentTests
{
    private static readonly PublishTime Due = new(new RecordedAt(Guid.Parse("11111111-2222-3333-4444-555555555555"), 7_000, 1_777_000_000_000, ClockState.Ntp), SampleSites.Opens, TimeSpan.FromMinutes(5));

    [Fact]
    public void A_site_comes_back_as_it_was()
    {
        var site = new Site("lantern-night", 7, SampleSites.Full, SampleSites.Full with { Title = "Before" }, 6, Due);

        var back = SiteDocument.To(BsonSerializer.Deserialize(BsonSerializer.Serialize(SiteDocument.From(site))));

        Assert.NotNull(back);
        Assert.Equal((site.Slug, site.Revision, site.PublishedRevision, site.Due), (back.Slug, back.Revision, back.PublishedRevision, back.Due));
        Assert.Equal(Say(site.Draft), Say(back.Draft));
        Assert.Equal("Before", back.Published?.Title);
    }

    [Fact]
    public void One_of_another_version_is_not_read()
    {
        var document = SiteDocument.From(new Site("a", 1, SampleSites.Full));
        document["v"] = SiteDocument.Version + 1;

        Assert.Null(SiteDocument.To(document));
    }

    [Fact]
    public void A_slug_that_leads_elsewhere_is_not_read()
    {
        var document = SiteDocument.From(new Site("a", 1, SampleSites.Full));
        document["_id"] = "../a";

        Assert.Null(SiteDocument.To(document));
    }

    /// <summary>Lists compare by reference; their words do not.</summary>
    private static string Say(SiteContent content) => string.Join(
        '|',
        [
            $"{content with { Blocks = [] }}",
            .. content.Blocks.Select(static block => block switch
            {
                Block.Products products => $"{products with { Skus = [] }} {string.Join(',', products.Skus)}",
                Block.Schedule schedule => $"{schedule with { Items = [] }} {string.Join(',', schedule.Items)}",
                _ => $"{block}",
            }),
        ]);
}
