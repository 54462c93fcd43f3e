using System.Globalization;
using EdgeKit.Kernel.Requests;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Keeping;
using EdgeKit.Pages.Sites.Showing;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>The editor's form: the whole draft, and what to do with it.</summary>
internal sealed class EditorForm(LocalTime times)
{
    /// <summary>The kinds of part that can be added, by their names in the form.</summary>
    public static readonly IReadOnlyList<(string Kind, string Name)> Kinds =
    [
        ("hero", "Picture and first words"), ("products", "Things for sale"), ("rsvp", "Who comes"), ("story", "A story"), ("schedule", "A programme"), ("live", "Live stream"), ("template", "A template (Liquid)"),
    ];

    /// <summary>Reads the draft.</summary>
    /// <returns>What was typed, and what of it cannot be read.</returns>
    public (SiteContent Content, IReadOnlyList<SiteFault> Faults) Read(RequestForm form, SiteContent before)
    {
        var faults = new List<SiteFault>();
        if (!times.TryRead(form["opens"], out var opens))
        {
            faults.Add(new SiteFault("opens", "Expected a day and a time, such as 2026-05-01T20:00."));
            opens = before.Opens;
        }

        var blocks = form["order"].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(SiteRules.IsBlockId)
            .Distinct(StringComparer.Ordinal)
            .Take(SiteLimits.Blocks)
            .Select(id => BlockOf(form, id, before))
            .OfType<Block>();
        return (new SiteContent(Line(form["title"]), Line(form["tagline"]), ThemeOf(form["theme"]), Line(form["venue"]), opens, [.. blocks]), faults);
    }

    /// <summary>What a button of the form does to the draft: <c>up:b2</c>, <c>down:b2</c>, <c>drop:b2</c>, <c>add:story</c>; anything else does nothing.</summary>
    public static SiteContent Apply(SiteContent content, string action)
    {
        var (what, subject) = action.Split(':', 2) is [var first, var second] ? (first, second) : (action, "");
        var blocks = content.Blocks.ToList();
        var at = blocks.FindIndex(block => block.Id == subject);
        switch (what)
        {
            case "up" when at > 0:
                (blocks[at - 1], blocks[at]) = (blocks[at], blocks[at - 1]);
                break;
            case "down" when at >= 0 && at < blocks.Count - 1:
                (blocks[at + 1], blocks[at]) = (blocks[at], blocks[at + 1]);
                break;
            case "drop" when at >= 0:
                blocks.RemoveAt(at);
                break;
            case "add" when blocks.Count < SiteLimits.Blocks && New(subject, FreeId(blocks)) is { } made:
                blocks.Add(made);
                break;
            default:
                return content;
        }

        return content with { Blocks = blocks };
    }

    private static string FreeId(List<Block> blocks) =>
        "b" + Enumerable.Range(1, SiteLimits.Blocks + 1).First(number => !blocks.Exists(block => block.Id == $"b{number}")).ToString(CultureInfo.InvariantCulture);

    private static Block? New(string kind, string id) => kind switch
    {
        "hero" => new Block.Hero(id, "", "", "lanterns", ""),
        "products" => new Block.Products(id, "For sale", []),
        "rsvp" => new Block.Rsvp(id, "Come along", "", 40, 4),
        "story" => new Block.Story(id, "", ""),
        "schedule" => new Block.Schedule(id, "The programme", []),
        "live" => new Block.Live(id, "Live", "", null),
        "template" => new Block.Template(id, "", ""),
        _ => null,
    };

    private static Block? BlockOf(RequestForm form, string id, SiteContent before)
    {
        string Of(string field) => form[$"{id}.{field}"];
        var heading = Line(Of("heading"));
        return Of("kind") switch
        {
            "hero" => new Block.Hero(id, heading, Text(Of("text")), PictureOf(Of("picture")), Line(Of("pictureText"))),
            "products" => new Block.Products(id, heading, SkusOf(form.All($"{id}.skus"), before.Blocks.OfType<Block.Products>().FirstOrDefault(block => block.Id == id))),
            "rsvp" => new Block.Rsvp(id, heading, Text(Of("text")), Number(Of("capacity")), Number(Of("most"))),
            "story" => new Block.Story(id, heading, Text(Of("markdown"))),
            "schedule" => new Block.Schedule(id, heading, [.. Text(Of("items")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ItemOf)]),
            "live" => new Block.Live(id, heading, Line(Of("stream")), Of("pinned") is { Length: > 0 } pinned ? Line(pinned) : null),
            "template" => new Block.Template(id, heading, Text(Of("liquid"))),
            _ => null,
        };
    }

    // In the order that they had; what is new comes after.
    private static IReadOnlyList<string> SkusOf(IReadOnlyList<string> chosen, Block.Products? before) =>
        [.. (before?.Skus ?? []).Where(chosen.Contains).Concat(chosen).Distinct(StringComparer.Ordinal).Where(static sku => sku.Length is > 0 and <= 64)];

    private static string? PictureOf(string name) => PictureStore.KindOf(name) is not null || PictureAddress.Drawn.Any(drawn => drawn.Name == name) ? name : null;

    private static ScheduleItem ItemOf(string line) => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and <= SiteLimits.When and var space && char.IsAsciiDigit(line[0])
        ? new ScheduleItem(line[..space], line[(space + 1)..].Trim())
        : new ScheduleItem("", line);

    private static Theme ThemeOf(string text) => Enum.GetValues<Theme>().FirstOrDefault(theme => $"{theme}" == text);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Line(string text) => Text(text).Replace('\n', ' ').Replace('\t', ' ');

    private static string Text(string text) => text.ReplaceLineEndings("\n");
}
