using AspNetCoreGeneratedDocument;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Pages.Serving;
using EdgeKit.Pages.Shared;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Pages.Till.Queue;

/// <summary>What waits, and since when.</summary>
internal sealed class QueuePages(TillFrames frames, BannerText banner, IOrderDesk desk, ClockText clock, KitClock kit)
{
    private const string Path = "/till/queue";
    private const int Looked = 200;

    /// <summary><c>GET /till/queue</c>.</summary>
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var latest = await desk.LatestAsync(Looked, context.RequestAborted);
        IReadOnlyList<OrderView> waiting = [.. latest.Where(static order => order.Promise.State is PromiseState.Queued or PromiseState.NeedsAttention).Reverse()];
        var model = new QueueModel(frames.Of(context, "Queue", Path), waiting, clock, kit.Now.Time);
        return new PageResult(() => new Till_Queue_Queue { Model = model });
    }

    /// <summary><c>GET /till/banner</c>: how selling is, to be put on a page in place of what it said.</summary>
    public IResult Banner()
    {
        var now = banner.Now;
        return new PageResult(() => new Till_BannerPart { Model = now });
    }
}
