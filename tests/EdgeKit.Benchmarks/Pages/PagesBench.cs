using System.Net.Http.Json;
using EdgeKit.Benchmarks.Live;
using EdgeKit.Benchmarks.Live.Tills;
using EdgeKit.Benchmarks.Orders;
using EdgeKit.Contracts;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Benchmarks.Pages;

/// <summary>
/// A crowd on one microsite: every phone hears its news and opens it again and again, tablets sell what it shows, and a stream runs. What the page
/// takes, and what the tablets notice of it beside the same tablets alone.
/// </summary>
internal static class PagesBench
{
    private const double MostPageMs = 50;
    private const double MostMedianMs = 2;
    private const double MostTills = 2;

    // Of four tablets: five orders a second.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var (phones, viewers, rounds) = (arguments.Number("phones", 500), arguments.Number("viewers", 40), arguments.Number("rounds", 3));
        var (duration, every) = (TimeSpan.FromSeconds(arguments.Number("seconds", 40)), TimeSpan.FromSeconds(arguments.Number("every", 10)));
        await using var stall = await TillsStall.StartAsync(arguments.Text("folder"), cancellationToken);
        var page = await PublishAsync(stall.Kit, cancellationToken);
        Console.WriteLine(FormattableString.Invariant(
            $"{phones} phones with one microsite open, each opens it again every {every.TotalSeconds:0} s; {viewers} viewers of a live stream; 4 tablets of 5 orders/s together; by turns with them and alone, {duration.TotalSeconds:0} s each, {rounds} rounds; {(Environment.IsPrivilegedProcess ? "kit and tablets come before phones and origin, which stand for other machines" : "phones and origin take the kit's processors too: run as root to let the kit come first")}"));
        Console.WriteLine("           orders   p50 ms   p99 ms   pages   p50 ms   p99 ms   news   kit's RSS MiB   kit's CPU s");
        var (idle, busy, pages) = (new List<LoadResult>(), new List<LoadResult>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            await stall.IdleAsync(cancellationToken);
            idle.Add(await stall.SellAsync(duration, Pause));
            Print("idle", idle[^1], [], 0, stall, default);

            await using var audience = viewers > 0 ? stall.Watch(viewers) : null;
            await using var crowd = await PhoneCrowd.StartAsync(stall.Kit.Address, page, phones, every, cancellationToken);
            var cost = ProcessCost.Of(stall.Kit.Child.Pid);
            busy.Add(await stall.SellAsync(duration, Pause));
            var times = crowd.Take();
            pages.AddRange(times);
            Print("phones", busy[^1], times, crowd.Heard, stall, ProcessCost.Of(stall.Kit.Child.Pid).Since(cost));
        }

        var isMet = LiveSetup.Judge("a page, median", Percentile.Median(pages), MostMedianMs, "ms");
        isMet &= LiveSetup.Judge("a page, p99", Percentile.Of(pages, 0.99), MostPageMs, "ms");
        isMet &= LiveSetup.Judge("tills' p99 with the phones ÷ alone", LoadResult.Of(busy).P99 / LoadResult.Of(idle).P99, MostTills, "x");
        return isMet & LiveSetup.Judge("goods sold that were not there", await OversoldAsync(stall.Kit, cancellationToken), 0, "");
    }

    private static void Print(string phase, LoadResult orders, IReadOnlyCollection<double> pages, long news, TillsStall stall, ProcessCost? cost) => Console.WriteLine(FormattableString.Invariant(
        $"  {phase,-7} {orders.Orders,7} {orders.Median.TotalMilliseconds,8:0.0} {orders.P99.TotalMilliseconds,8:0.0} {pages.Count,7} {Percentile.Median(pages),8:0.0} {Percentile.Of(pages, 0.99),8:0.0} {news,6} {stall.Kit.Child.ResidentBytes / 1048576.0,15:0.0} {cost?.Processor.TotalSeconds,13:0.0}"));

    private static async Task<Uri> PublishAsync(KitProcess kit, CancellationToken cancellationToken)
    {
        using var made = await kit.Http.PostAsync(new Uri("/sites", UriKind.Relative), new FormUrlEncodedContent([new("template", "food"), new("title", "Tonight")]), cancellationToken);
        made.EnsureSuccessStatusCode();
        var editor = made.RequestMessage!.RequestUri!;
        var html = await made.Content.ReadAsStringAsync(cancellationToken);
        const string Before = "name=\"revision\" value=\"";
        var start = html.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var revision = html[start..html.IndexOf('"', start)];
        var fields = new List<KeyValuePair<string, string>>
        {
            new("title", "Tonight"), new("theme", "Lantern"), new("order", "b1,b2"), new("revision", revision), new("do", "publish"),
            new("b1.kind", "hero"), new("b1.heading", "Tonight"), new("b2.kind", "products"), new("b2.heading", "On the table"),
        };
        fields.AddRange(OrderRequests.Table.Take(12).Select(static item => KeyValuePair.Create("b2.skus", item.Sku)));
        using var published = await kit.Http.PostAsync(editor, new FormUrlEncodedContent(fields), cancellationToken);
        published.EnsureSuccessStatusCode();
        var page = new Uri(kit.Address, "/e/" + editor.Segments[^1].Trim('/'));
        using var answer = await kit.Http.GetAsync(page, cancellationToken);
        return answer.IsSuccessStatusCode ? page : throw new IOException($"the page was not published: {(int)answer.StatusCode}");
    }

    private static async Task<double> OversoldAsync(KitProcess kit, CancellationToken cancellationToken) =>
        (await kit.Http.GetFromJsonAsync(new Uri("/api/v1/stock", UriKind.Relative), ContractsJson.Default.IReadOnlyListStockLevel, cancellationToken))!
        .Sum(static level => Math.Max(0, level.Sold + level.Held - level.Received));
}
