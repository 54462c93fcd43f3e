using System.Net;
using System.Net.Http.Json;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

public sealed class FirstOrderTests : ProcessTest
{
    [Fact]
    public async Task A_kit_that_never_saw_a_cloud_sells()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");

        var call = await tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("TEA-01", 2), new SkuQuantity("PIN-03", 1));

        Assert.Equal(201, call.Status);
        var receipt = call.Receipt!;
        Assert.Equal(new Money(1600, "EUR"), receipt.Total);
        Assert.Equal(OrderStatus.Paid, receipt.Status);
        Assert.Equal(PromiseState.Accepted, receipt.Promise.State);
        Assert.StartsWith("17-", receipt.Receipt, StringComparison.Ordinal);

        var order = await GetAsync(kit, receipt.OrderId);
        Assert.Equal([("TEA-01", 2), ("PIN-03", 1)], order.Lines.Select(static line => (line.Sku, line.Quantity)));
        Assert.Equal(receipt.Seq, order.Seq);
        Assert.Equal("till, order 0", order.Note);

        var log = await KitReader.LogAsync(kit.Http, Cancel);
        var record = Assert.Single(log, static record => record.Type == RecordTypes.OrderAccepted);
        Assert.Equal(receipt.Seq, record.Seq);
        Assert.Contains($"\"orderId\":\"{receipt.OrderId:D}\"", Encoding.UTF8.GetString(record.Body.Span), StringComparison.Ordinal);
        Assert.True((await new Reconciliation(kit, cloud: null).CompareAsync([tablet], Cancel)).Agrees);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_bytes_and_has_no_second_effect()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        var first = (await SellAsync(tablet, 1))[0];

        var again = await tablet.SendAsync(first, Cancel);

        Assert.True(again.Replayed);
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.Answer.ToArray(), again.Answer.ToArray());
        Assert.Single(await KitReader.OrdersAsync(kit.Http, Cancel));
    }

    [Fact]
    public async Task A_key_is_for_one_request()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        var first = (await SellAsync(tablet, 1))[0];

        var other = await tablet.SendAsync(first with { Submission = first.Submission with { Lines = [new SkuQuantity("TOTE-04", 1)] } }, Cancel);

        Assert.Equal(422, other.Status);
        Assert.Equal(ProblemTypes.KeyReused, other.Problem?.Type);
        Assert.Single(await KitReader.OrdersAsync(kit.Http, Cancel));
    }

    [Fact]
    public async Task The_last_one_is_sold_once()
    {
        var kit = await StartKitAsync(new KitSetup { Items = [new("LAST-1", "The last one", new Money(100, "EUR"), Stock: 1)] });
        var tablets = Enumerable.Range(0, 8).Select(i => kit.NewTablet($"till {i}")).ToArray();

        var calls = await Task.WhenAll(tablets.Select(static tablet => tablet.OrderAsync(Cancel, PaymentMethod.Cash, new SkuQuantity("LAST-1", 1))));

        Assert.Single(calls, static call => call.Outcome == CallOutcome.Acked);
        Assert.All(calls.Where(static call => call.Outcome != CallOutcome.Acked), static call =>
        {
            Assert.Equal((409, ProblemTypes.OutOfStock), (call.Status, call.Problem?.Type));
            Assert.Equal(0, call.Problem?.Available?["LAST-1"]);
        });
        Array.ForEach(tablets, static tablet => tablet.Dispose());
    }

    [Fact]
    public async Task An_order_is_paid_later_and_partly_refunded_and_the_cloud_knows()
    {
        var cloud = await StartCloudAsync();
        var kit = await StartKitAsync(new KitSetup { CloudUrl = cloud.Address });
        using var tablet = kit.NewTablet("till");
        var order = (await tablet.OrderAsync(Cancel, PaymentMethod.Later, new SkuQuantity("TEA-01", 3))).Receipt!;
        Assert.Equal(OrderStatus.Open, order.Status);

        await ChangeAsync(kit, $"/api/v1/orders/{order.OrderId:D}/pay", """{"payment":{"method":"terminal","reference":"T-1"}}""");
        await ChangeAsync(
            kit, $"/api/v1/orders/{order.OrderId:D}/refund", """{"reason":"too sweet","restock":false,"lines":[{"sku":"TEA-01","quantity":1}]}""");
        await ChangeAsync(kit, $"/api/v1/orders/{order.OrderId:D}/void", """{"reason":"again","restock":true}""");

        var view = await GetAsync(kit, order.OrderId);
        Assert.Equal(OrderStatus.Refunded, view.Status);
        Assert.Equal([("TEA-01", 2)], view.Voided.Select(static line => (line.Sku, line.Quantity)));
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var known = Assert.Single(await KitReader.CloudOrdersAsync(cloud.Http, kit.Setup.Id, Cancel));
        Assert.Equal((order.OrderId, "refunded"), (known.OrderId, known.Status));
        Assert.Equal(PromiseState.Confirmed, (await GetAsync(kit, order.OrderId)).Promise.State);
    }

    private static async Task<OrderView> GetAsync(KitProcess kit, Guid orderId) =>
        (await kit.Http.GetFromJsonAsync(new Uri($"/api/v1/orders/{orderId:D}", UriKind.Relative), ContractsJson.Default.OrderView, Cancel))!;

    private static async Task ChangeAsync(KitProcess kit, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", path);
        using var answer = await kit.Http.SendAsync(request, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
    }
}
