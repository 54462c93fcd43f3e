using System.Net.Http.Headers;
using System.Text;
using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>What one order takes that goes alone over a connection that is warm: every IP byte, both ways, until all is quiet again.</summary>
internal static class AloneSection
{
    private const double MostBytes = 350;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    /// <summary>Runs it.</summary>
    public static async Task<bool> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var shape = DrainBench.ShapeOf(arguments);
        using var queued = await QueuedKit.CreateAsync(300, arguments, cancellationToken);
        await using var link = await ShapedLink.CreateAsync(shape, shape, TimeProvider.System, seed: 1, cancellationToken);
        var (cloud, kit) = await queued.PlaceAsync(link, cancellationToken);
        await using (cloud)
        await using (kit)
        {
            using var view = new KitView(link, kit);
            await view.StartAsync(cancellationToken);
            await view.DrainedAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2), static _ => { }, cancellationToken);

            var sizes = new List<(long Up, long Down)>();
            for (var order = 0; order < arguments.Number("orders", 15); order++)
            {
                await Task.Delay(Quiet, TimeProvider.System, cancellationToken);
                var (up, down) = (link.Up.Count, link.Down.Count);
                await OrderAsync(view.Http, order, cancellationToken);
                await Task.Delay(Quiet, TimeProvider.System, cancellationToken);
                sizes.Add((link.Up.Count.Since(up).SentBytes, link.Down.Count.Since(down).SentBytes));
            }

            await kit.StopAsync(cancellationToken);
            var median = sizes.OrderBy(static size => size.Up + size.Down).ElementAt(sizes.Count / 2);
            Console.WriteLine($"each: {string.Join(' ', sizes.Select(static size => FormattableString.Invariant($"{size.Up}+{size.Down}")))}");
            Console.WriteLine(FormattableString.Invariant($"median: {median.Up + median.Down} IP bytes for one order alone, {median.Up} up and {median.Down} down (target {MostBytes})"));
            return median.Up + median.Down <= MostBytes;
        }
    }

    private static async Task OrderAsync(HttpClient kit, int number, CancellationToken cancellationToken)
    {
        var body = FormattableString.Invariant(
            $"{{\"lines\":[{{\"sku\":\"SKU-{1 + (number * 7 % 40):000}\",\"quantity\":{1 + (number % 3)}}},{{\"sku\":\"SKU-{1 + (((number * 11) + 5) % 40):000}\",\"quantity\":1}}],\"payment\":{{\"method\":\"terminal\",\"reference\":\"auth {100_000 + (number * 7919)}\"}}}}");
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = content };
        request.Headers.Add("Idempotency-Key", FormattableString.Invariant($"alone-{number:0000000000}"));
        using var response = await kit.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode != 201)
        {
            throw new IOException($"an order was not accepted: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
