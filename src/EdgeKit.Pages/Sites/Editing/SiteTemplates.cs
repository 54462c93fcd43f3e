using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Live;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Sites.Editing;

/// <summary>Sites to begin with: filled with what the kit has, so that one can be published as it is.</summary>
internal sealed class SiteTemplates(ICatalogView catalog, IOrderDesk desk, ILiveStreams streams, KitClock clock, LocalTime times, KitOptions kit)
{
    private const int MostGoods = 6;

    /// <summary>What there is to choose from.</summary>
    public static readonly IReadOnlyList<SiteTemplate> All =
    [
        new("drop", "Drop sale", "A few good things, a time, and a countdown until they go on sale.", "lanterns"),
        new("concert", "Concert or gathering", "Places, who comes and who waits, and the evening's programme.", "stage"),
        new("food", "Food stall evening", "What is on the table now, live from the kitchen where a stream runs.", "table"),
    ];

    /// <summary>Makes a draft of one; null if there is none of that name.</summary>
    public SiteContent? Make(string key) => key switch
    {
        "drop" => Drop(),
        "concert" => Concert(),
        "food" => Food(),
        _ => null,
    };

    private SiteContent Drop() => new(
        "The evening drop",
        "A handful of things, made once.",
        Theme.Lantern,
        kit.Name,
        Tonight(TimeSpan.FromHours(20)),
        [
            new Block.Hero("b1", "The evening drop", "First come, first held: choose, and it is yours for eight minutes while you check out.", "lanterns", "Paper lanterns over a row of stalls"),
            new Block.Products("b2", "In this drop", Dearest()),
            new Block.Story("b3", "Why so few", "Each piece is made by hand, and there are as many as there are.\n\n**How it works:** hold it here, pay at the stall, take it home."),
            new Block.Schedule("b4", "The evening", [new ScheduleItem("18:00", "Come and look"), new ScheduleItem("20:00", "The drop"), new ScheduleItem("22:00", "Last pick-up")]),
        ]);

    private SiteContent Concert() => new(
        "An evening of songs",
        "Small stage, good company.",
        Theme.Plum,
        kit.Name,
        Tonight(TimeSpan.FromHours(19)),
        [
            new Block.Hero("b1", "An evening of songs", "There are benches, blankets and something warm to drink.", "stage", "A small stage under a string of lights"),
            new Block.Rsvp("b2", "Save your place", "It is free. Tell us how many you are, so that everybody sits.", 60, 4),
            new Block.Schedule("b3", "The programme", [new ScheduleItem("19:00", "Doors"), new ScheduleItem("19:30", "First set"), new ScheduleItem("20:30", "Second set"), new ScheduleItem("21:30", "Whoever wants to sing")]),
            new Block.Story("b4", "Who plays", "Say here who plays, in a few lines.\n\n- what they sing\n- where they come from"),
        ]);

    private SiteContent Food()
    {
        var goods = Food(Skus()).ToList();
        var live = streams.Names.FirstOrDefault(name => streams.PlaylistOf(name) is not null);
        return new SiteContent(
            "Tonight's table",
            "Warm, fresh, and until it is gone.",
            Theme.Mint,
            kit.Name,
            null,
            [
                new Block.Hero("b1", "Tonight's table", "Hold a bowl from the queue and pick it up when it is ready.", "table", "A table laid with bowls"),
                .. live is null ? (IEnumerable<Block>)[] : [new Block.Live("b2", "Live from the kitchen", live, goods.FirstOrDefault())],
                new Block.Products("b3", "On the table now", goods),
                new Block.Template("b4", "Good to know", "{% for item in goods %}{% if item.available > 0 and item.available < 10 %}- Only **{{ item.available }}** of {{ item.name }} left\n{% endif %}{% endfor %}\nYou pay at the stall, when you pick it up."),
                new Block.Story("b5", "What is in it", "Say here what you cook with, and what people with allergies should know."),
            ]);
    }

    private DateTimeOffset? Tonight(TimeSpan timeOfDay) => clock.Now is { } now && PublishTime.IsTrusted(now.Clock) ? times.Next(now.Time, timeOfDay) : null;

    private IEnumerable<string> Skus() => catalog.Items.Select(static item => item.Sku).Where(sku => desk.StockOf(sku).Available > 0);

    private IReadOnlyList<string> Dearest() => [.. Skus().OrderByDescending(sku => catalog.TryFind(sku, out var item) ? item.Price.Amount : 0).Take(MostGoods)];

    // What the catalogue calls food comes first, then whatever there is.
    private IEnumerable<string> Food(IEnumerable<string> skus) => skus
        .OrderByDescending(sku => catalog.TryFind(sku, out var item) && item.Category?.Contains("food", StringComparison.OrdinalIgnoreCase) == true)
        .Take(MostGoods);
}
