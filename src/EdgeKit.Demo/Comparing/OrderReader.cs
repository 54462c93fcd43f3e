using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Demo.Comparing;

/// <summary>Reads all orders that there are, page by page.</summary>
internal static class OrderReader
{
    /// <summary>Those of the kit.</summary>
    public static async Task<IReadOnlyList<OrderView>> OfKitAsync(HttpClient kit, CancellationToken cancellationToken)
    {
        var orders = new List<OrderView>();
        var since = "";
        do
        {
            var page = (await kit.GetFromJsonAsync($"api/v1/orders?since={Uri.EscapeDataString(since)}", ContractsJson.Default.OrderPage, cancellationToken))!;
            orders.AddRange(page.Orders);
            since = page.Next;
        }
        while (since.Length > 0);
        return orders;
    }

    /// <summary>Those that the cloud has of <paramref name="kitId"/>.</summary>
    public static async Task<IReadOnlyList<CloudOrder>> OfCloudAsync(HttpClient cloud, string kitId, CancellationToken cancellationToken)
    {
        var orders = new List<CloudOrder>();
        var since = "";
        do
        {
            var path = $"v1/orders?kit={Uri.EscapeDataString(kitId)}&since={Uri.EscapeDataString(since)}";
            var page = (await cloud.GetFromJsonAsync(path, DemoJson.Default.CloudOrderPage, cancellationToken))!;
            orders.AddRange(page.Orders);
            since = page.Next;
        }
        while (since.Length > 0);
        return orders;
    }
}
