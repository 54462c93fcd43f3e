using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Tests.Sites;

/// <summary>Sites as a test needs them.</summary>
internal static class SampleSites
{
    public static readonly DateTimeOffset Opens = new(2026, 5, 1, 18, 30, 0, TimeSpan.Zero);

    /// <summary>One of each block.</summary>
    public static SiteContent Full { get; } = new(
        "Lantern night",
        "One evening, forty bowls",
        Theme.Plum,
        "Row C, by the river",
        Opens,
        [
            new Block.Hero("b1", "Lantern night", "Come as you are.", "0123456789abcdef0123456789abcdef.svg", "A row of lanterns"),
            new Block.Live("b2", "Watch", "main", "bowl"),
            new Block.Products("b3", "Tonight", ["bowl", "poster"]),
            new Block.Rsvp("b4", "Say you come", "There are benches.", 3, 2),
            new Block.Story("b5", "How it began", "With **one** pot."),
            new Block.Schedule("b6", "The evening", [new ScheduleItem("18:30", "Doors"), new ScheduleItem("20:00", "Music")]),
            new Block.Template("b7", "What is left", "{% for item in goods %}- {{ item.name }}\n{% endfor %}"),
        ]);

    /// <summary>The smallest that may be published.</summary>
    public static SiteContent Of(string title, params IReadOnlyList<Block> blocks) => new(title, "", Theme.Lantern, "", null, blocks);
}
