using System.Runtime.CompilerServices;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Live;
using EdgeKit.Pages.Shared;
using EdgeKit.Pages.Sites.Documents;
using EdgeKit.Pages.Sites.Guests;
using EdgeKit.Pages.Sites.Stories;
using EdgeKit.Pages.Sites.Templates;

namespace EdgeKit.Pages.Sites.Showing;

/// <summary>Makes pages of sites: what their creators wrote with what the kit knows at the moment.</summary>
internal sealed class SitePages(
    ICatalogView catalog, IOrderDesk desk, RsvpBook guests, ILiveStreams streams, KitClock clock, ClockText times, KitOptions kit, TimeProvider time)
{
    // What a creator wrote is made markup of once, and parsed once; both go when the block does.
    private readonly ConditionalWeakTable<Block.Story, string> _stories = [];
    private readonly ConditionalWeakTable<Block.Template, LiquidTemplate> _templates = [];

    /// <summary>What changes on a page.</summary>
    public async ValueTask<SiteState> StateAsync(string slug, SiteContent content, long revision, CancellationToken cancellationToken)
    {
        var stock = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var sku in content.Skus.Where(sku => catalog.TryFind(sku, out _)))
        {
            stock[sku] = desk.StockOf(sku).Available;
        }

        int? placesLeft = content.Invitation is { } invitation ? SeatingRules.Left(await guests.RepliesAsync(slug, cancellationToken), invitation.Capacity) : null;
        var (hasBegun, opensIn) = Opening(content);
        return new SiteState(revision, CallRules.Decide(hasBegun, stock.Count == 0 ? null : stock.Values.Sum(), placesLeft, holds: false), stock, placesLeft, opensIn);
    }

    /// <summary>A page.</summary>
    /// <param name="slug">The site.</param>
    /// <param name="content">What it shows.</param>
    /// <param name="state">What changes on it.</param>
    /// <param name="held">What whoever looks holds; null for nothing.</param>
    public SitePage Make(string slug, SiteContent content, SiteState state, HeldView? held = null)
    {
        var goods = Goods(content, state);
        var (html, faults) = Html(content, Values(content, goods, state.PlacesLeft));
        return new SitePage(
            slug,
            kit.Name,
            content,
            state,
            held is null ? state.Call : Call.Checkout,
            goods,
            content.Opens is { } opens ? times.DayAndTime(opens) : null,
            html,
            content.Blocks.OfType<Block.Live>().Select(live => (live.Id, Playlist: streams.PlaylistOf(live.Stream))).Where(static live => live.Playlist is not null)
                .ToDictionary(static live => live.Id, static live => live.Playlist!, StringComparer.Ordinal),
            held,
            Faults: faults)
        {
            HasBegun = Opening(content).HasBegun,
        };
    }

    /// <summary>Everything that is wrong with what a creator wrote, templates run once.</summary>
    public async ValueTask<IReadOnlyList<SiteFault>> CheckAsync(string slug, SiteContent content, CancellationToken cancellationToken)
    {
        var state = await StateAsync(slug, content, 0, cancellationToken);
        return [.. SiteRules.Check(content), .. Html(content, Values(content, Goods(content, state), state.PlacesLeft)).Faults];
    }

    /// <summary>What a hold has in it; null if it has ended, or there is none.</summary>
    public HeldView? Held(Guid? id) => id is { } known && desk.FindHold(known) is { State: HoldState.Held or HoldState.Paying } hold ? View(hold) : null;

    /// <summary>What a hold has in it, or had; null if nobody knows any more.</summary>
    public HeldView? HeldOnce(Guid id) => desk.FindHold(id) is { } hold ? View(hold) : null;

    private (bool HasBegun, long? OpensIn) Opening(SiteContent content)
    {
        if (content.Opens is not { } opens)
        {
            return (true, null);
        }

        var now = clock.Now;
        var left = opens - now.Time;

        // By a clock that nobody set it is earlier than it is: the page waits rather than sells too soon, and counts nothing down.
        return left <= TimeSpan.Zero ? (true, null) : (false, PublishTime.IsTrusted(now.Clock) ? (long)Math.Ceiling(left.TotalSeconds) : null);
    }

    private HeldView? View(HoldView hold)
    {
        var lines = new List<HeldLine>();
        foreach (var (sku, quantity) in hold.Lines)
        {
            if (!catalog.TryFind(sku, out var item))
            {
                return null;
            }

            lines.Add(new HeldLine(sku, item.Name, quantity, item.Price with { Amount = item.Price.Amount * quantity }));
        }

        return new HeldView(hold.Id, lines, new Money(lines.Sum(static line => line.Sum.Amount), kit.Currency), (int)Math.Ceiling(hold.RemainingSeconds ?? 0));
    }

    private Dictionary<string, GoodsView> Goods(SiteContent content, SiteState state)
    {
        var goods = new Dictionary<string, GoodsView>(StringComparer.Ordinal);
        foreach (var sku in content.Skus)
        {
            if (catalog.TryFind(sku, out var item))
            {
                goods[sku] = new GoodsView(sku, item.Name, item.Price, item.Image, state.Stock.GetValueOrDefault(sku));
            }
        }

        return goods;
    }

    private LiquidValues Values(SiteContent content, Dictionary<string, GoodsView> goods, int? placesLeft) => new(
        content.Title,
        content.Venue,
        kit.Name,
        [.. goods.Values.Select(static item => new LiquidGoods(item.Sku, item.Name, MoneyText.Of(item.Price), item.Available))],
        placesLeft);

    private (IReadOnlyDictionary<string, string> Html, IReadOnlyList<SiteFault> Faults) Html(SiteContent content, LiquidValues values)
    {
        var html = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<SiteFault>();
        foreach (var block in content.Blocks)
        {
            if (block is Block.Story story)
            {
                html[block.Id] = _stories.GetValue(story, static made => StoryText.ToHtml(made.Markdown));
            }
            else if (block is Block.Template template)
            {
                var (markdown, wrong) = Run(template, values);
                html[block.Id] = markdown is null ? "" : StoryText.ToHtml(markdown);
                faults.AddRange(wrong.Select(fault => new SiteFault($"{block.Id}.liquid", $"{fault}")));
            }
        }

        return (html, faults);
    }

    private (string? Markdown, IReadOnlyList<LiquidFault> Faults) Run(Block.Template block, LiquidValues values)
    {
        if (!_templates.TryGetValue(block, out var template))
        {
            var (parsed, faults) = LiquidTemplate.Parse(block.Liquid);
            if (parsed is null)
            {
                return (null, faults);
            }

            _templates.AddOrUpdate(block, parsed);
            template = parsed;
        }

        var (markdown, fault) = template.Run(values, time);
        return (markdown, fault is null ? [] : [fault]);
    }
}
