using System.Diagnostics;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using LiteDB;

namespace EdgeKit.Pages.Sites.Documents;

/// <summary>A site as it is stored.</summary>
internal static class SiteDocument
{
    public const int Version = 1;

    /// <summary>Makes the document.</summary>
    public static BsonDocument From(Site site) => new()
    {
        ["_id"] = site.Slug,
        ["v"] = Version,
        ["revision"] = site.Revision,
        ["draft"] = From(site.Draft),
        ["published"] = site.Published is { } published ? From(published) : BsonValue.Null,
        ["publishedRevision"] = site.PublishedRevision,
        ["due"] = site.Due is { } due ? From(due) : BsonValue.Null,
    };

    /// <summary>Reads one.</summary>
    /// <returns>Null if it is of another version, or not what was written.</returns>
    public static Site? To(BsonDocument document)
    {
        if (document["v"] != Version || !document["_id"].IsString || !Slug.IsSlug(document["_id"].AsString) || !document["revision"].IsInt64)
        {
            return null;
        }

        return ContentOf(document["draft"]) is { } draft
            ? new Site(document["_id"].AsString, document["revision"].AsInt64, draft, ContentOf(document["published"]), document["publishedRevision"].AsInt64, DueOf(document["due"]))
            : null;
    }

    private static BsonDocument From(SiteContent content) => new()
    {
        ["title"] = content.Title,
        ["tagline"] = content.Tagline,
        ["theme"] = (int)content.Theme,
        ["venue"] = content.Venue,
        ["opens"] = content.Opens is { } opens ? opens.ToUnixTimeMilliseconds() : BsonValue.Null,
        ["blocks"] = new BsonArray(content.Blocks.Select(From)),
    };

    private static SiteContent? ContentOf(BsonValue value) => !value.IsDocument
        ? null
        : new SiteContent(
            TextOf(value["title"]),
            TextOf(value["tagline"]),
            Enum.IsDefined((Theme)NumberOf(value["theme"])) ? (Theme)NumberOf(value["theme"]) : Theme.Lantern,
            TextOf(value["venue"]),
            value["opens"].IsInt64 ? DateTimeOffset.FromUnixTimeMilliseconds(value["opens"].AsInt64) : null,
            value["blocks"].IsArray ? [.. value["blocks"].AsArray.Where(static block => block.IsDocument).Select(static block => BlockOf(block.AsDocument)).OfType<Block>()] : []);

    private static BsonValue From(Block block)
    {
        var document = new BsonDocument { ["id"] = block.Id, ["heading"] = block.Heading };
        switch (block)
        {
            case Block.Hero hero:
                (document["kind"], document["text"], document["picture"], document["pictureText"]) = (1, hero.Text, hero.Picture, hero.PictureText);
                break;
            case Block.Live live:
                (document["kind"], document["stream"], document["pinned"]) = (2, live.Stream, live.PinnedSku);
                break;
            case Block.Products products:
                (document["kind"], document["skus"]) = (3, new BsonArray(products.Skus.Select(static sku => new BsonValue(sku))));
                break;
            case Block.Rsvp rsvp:
                (document["kind"], document["text"], document["capacity"], document["most"]) = (4, rsvp.Text, rsvp.Capacity, rsvp.MostPerReply);
                break;
            case Block.Story story:
                (document["kind"], document["markdown"]) = (5, story.Markdown);
                break;
            case Block.Schedule schedule:
                (document["kind"], document["items"]) = (6, new BsonArray(schedule.Items.Select(static item => new BsonDocument { ["when"] = item.When, ["what"] = item.What })));
                break;
            case Block.Template template:
                (document["kind"], document["liquid"]) = (7, template.Liquid);
                break;
            default:
                throw new UnreachableException($"{block}");
        }

        return document;
    }

    private static Block? BlockOf(BsonDocument document)
    {
        var (id, heading) = (TextOf(document["id"]), TextOf(document["heading"]));
        return !SiteRules.IsBlockId(id) ? null : NumberOf(document["kind"]) switch
        {
            1 => new Block.Hero(id, heading, TextOf(document["text"]), TextOrNull(document["picture"]), TextOf(document["pictureText"])),
            2 => new Block.Live(id, heading, TextOf(document["stream"]), TextOrNull(document["pinned"])),
            3 => new Block.Products(id, heading, [.. ListOf(document["skus"]).Select(TextOf)]),
            4 => new Block.Rsvp(id, heading, TextOf(document["text"]), NumberOf(document["capacity"]), NumberOf(document["most"])),
            5 => new Block.Story(id, heading, TextOf(document["markdown"])),
            6 => new Block.Schedule(id, heading, [.. ListOf(document["items"]).Where(static item => item.IsDocument).Select(static item => new ScheduleItem(TextOf(item["when"]), TextOf(item["what"])))]),
            7 => new Block.Template(id, heading, TextOf(document["liquid"])),
            _ => null,
        };
    }

    private static BsonDocument From(PublishTime due) => new()
    {
        ["boot"] = due.Made.Boot,
        ["monotonic"] = due.Made.MonotonicMs,
        ["wall"] = due.Made.WallMs,
        ["clock"] = (int)due.Made.Clock,
        ["at"] = due.At is { } at ? at.ToUnixTimeMilliseconds() : BsonValue.Null,
        ["after"] = (long)due.After.TotalMilliseconds,
    };

    private static PublishTime? DueOf(BsonValue value) => !value.IsDocument
        ? null
        : new PublishTime(
            new RecordedAt(value["boot"].AsGuid, value["monotonic"].AsInt64, value["wall"].AsInt64, (ClockState)NumberOf(value["clock"])),
            value["at"].IsInt64 ? DateTimeOffset.FromUnixTimeMilliseconds(value["at"].AsInt64) : null,
            TimeSpan.FromMilliseconds(value["after"].AsInt64));

    private static string TextOf(BsonValue value) => value.IsString ? value.AsString : "";

    private static string? TextOrNull(BsonValue value) => value.IsString ? value.AsString : null;

    private static int NumberOf(BsonValue value) => value.IsInt32 ? value.AsInt32 : 0;

    private static BsonArray ListOf(BsonValue value) => value.IsArray ? value.AsArray : [];
}
