using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Uplink;

namespace EdgeKit.Testing.Processes;

/// <summary>Reads what kits and clouds serve, page by page to the end.</summary>
public static class KitReader
{
    /// <summary>One page of the log.</summary>
    public static async Task<(IReadOnlyList<LogRecord> Records, string? Source, string Next)> FeedAsync(HttpClient kit, string since, CancellationToken cancellationToken)
    {
        using var answer = await kit.GetAsync(new Uri($"/api/v1/feed?limit=1000&since={Uri.EscapeDataString(since)}", UriKind.Relative), cancellationToken);
        await EnsureAsync(answer, cancellationToken);
        var (source, records) = CloudEventBatch.Read(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return (records, source, answer.Headers.GetValues("Edge-Next").Single());
    }

    /// <summary>The whole log.</summary>
    public static async Task<IReadOnlyList<LogRecord>> LogAsync(HttpClient kit, CancellationToken cancellationToken)
    {
        var all = new List<LogRecord>();
        for (var since = ""; await FeedAsync(kit, since, cancellationToken) is { Records.Count: > 0 } page; since = page.Next)
        {
            all.AddRange(page.Records);
        }

        return all;
    }

    /// <summary>All orders of the kit.</summary>
    public static async Task<IReadOnlyList<OrderView>> OrdersAsync(HttpClient kit, CancellationToken cancellationToken)
    {
        var orders = new List<OrderView>();
        var since = "";
        do
        {
            using var answer = await kit.GetAsync(new Uri($"/api/v1/orders?limit=500&since={Uri.EscapeDataString(since)}", UriKind.Relative), cancellationToken);
            await EnsureAsync(answer, cancellationToken);
            var page = (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.OrderPage, cancellationToken))!;
            orders.AddRange(page.Orders);
            since = page.Next;
        }
        while (since.Length > 0);

        return orders;
    }

    /// <summary>How the kit's way to the cloud is.</summary>
    public static async Task<UplinkView> UplinkAsync(HttpClient kit, CancellationToken cancellationToken) =>
        (await kit.GetFromJsonAsync(new Uri("/api/v1/uplink", UriKind.Relative), ContractsJson.Default.UplinkView, cancellationToken))!;

    /// <summary>Returns once the cloud has all that the kit has.</summary>
    public static Task WaitUntilDrainedAsync(KitProcess kit, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        UplinkView? last = null;
        return Readiness.WaitUntilAsync(
            async token => (last = await UplinkAsync(kit.Http, token)).Queued == 0,
            () => $"the kit did not drain: {last}; it printed\n{kit.Child.Output}",
            cancellationToken,
            patience);
    }

    /// <summary>All orders that the cloud has of <paramref name="kit"/>.</summary>
    public static async Task<IReadOnlyList<CloudOrder>> CloudOrdersAsync(HttpClient cloud, string kit, CancellationToken cancellationToken)
    {
        var orders = new List<CloudOrder>();
        var since = "";
        do
        {
            using var answer = await cloud.GetAsync(new Uri($"/v1/orders?kit={kit}&limit=1000&since={Uri.EscapeDataString(since)}", UriKind.Relative), cancellationToken);
            await EnsureAsync(answer, cancellationToken);
            using var page = await answer.Content.ReadFromJsonAsync<JsonDocument>(cancellationToken);
            orders.AddRange(page!.RootElement.GetProperty("orders").EnumerateArray().Select(Read));
            since = page.RootElement.GetProperty("next").GetString()!;
        }
        while (since.Length > 0);

        return orders;
    }

    internal static OrderAcceptedBody Accepted(LogRecord record) =>
        JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.OrderAcceptedBody)!;

    private static CloudOrder Read(JsonElement order) => new(
        order.GetProperty("orderId").GetGuid(),
        order.GetProperty("incarnation").GetGuid(),
        order.GetProperty("seq").GetInt64(),
        order.GetProperty("status").GetString()!,
        order.GetProperty("total").GetProperty("amount").GetInt64());

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException(string.Create(
                CultureInfo.InvariantCulture, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {body}"));
        }
    }
}
