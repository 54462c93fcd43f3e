using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Links;
using EdgeKit.Pages.Support;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

public sealed class OrderPagesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.StartAsync(_data);
        await _stall.ReceiveAsync("chai", 10);
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_last_orders_are_listed_and_found_by_their_number()
    {
        var first = await _stall.SellAsync("a", "chai", 1);
        await _stall.SellAsync("b", "chai", 2, PaymentMethod.Later);

        var list = await _stall.GetAsync("/till/orders");
        Assert.True(list.Html.IndexOf("17-0002", StringComparison.Ordinal) < list.Html.IndexOf("17-0001", StringComparison.Ordinal));
        Assert.Contains("2 × Masala chai", list.Html, StringComparison.Ordinal);
        Assert.Equal((303, $"/till/orders/{first.OrderId}"), ((await _stall.GetAsync("/till/orders?receipt=17-0001")) is var found ? (found.Status, found.Location) : default));
        var not = await _stall.GetAsync("/till/orders?receipt=%3Cb%3E");
        Assert.Equal(404, not.Status);
        Assert.Contains("This kit has no order &#x27;&lt;b&gt;&#x27;.", not.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_found_by_the_link_of_its_receipt_which_only_this_kit_can_have_made()
    {
        var order = await _stall.SellAsync("a", "chai", 1, PaymentMethod.Later);
        var link = _stall.Get<ReceiptLinks>().PathOf("soup", order.OrderId);

        foreach (var pasted in new[] { link, $"http://10.0.0.9:8080{link}", $" https://stall.example{link}?from=mail ", $"{link}/qr.svg" })
        {
            var found = await _stall.GetAsync($"/till/orders?receipt={Uri.EscapeDataString(pasted)}", "Cashier");
            Assert.Equal((303, $"/till/orders/{order.OrderId}"), (found.Status, found.Location));
        }

        foreach (var forged in new[] { link[..^1], link.Replace("/soup/", "/bread/", StringComparison.Ordinal), "http://10.0.0.9/e/soup/orders/" })
        {
            var not = await _stall.GetAsync($"/till/orders?receipt={Uri.EscapeDataString(forged)}", "Cashier");
            Assert.Equal(404, not.Status);
            Assert.Contains("of no receipt of this kit, or not whole", not.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/till/orders/nothing")]
    [InlineData("/till/orders/018f0000-0000-8000-8000-000000000001")]
    public async Task An_order_that_is_not_there_leads_back(string path)
    {
        var page = await _stall.GetAsync(path);

        Assert.Equal(404, page.Status);
        Assert.Contains("href=\"/till/orders\"", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?given=1000", true)]
    [InlineData("?given=1", false)]
    [InlineData("?given=x", false)]
    [InlineData("?given=-1000", false)]
    [InlineData("?given=99999999999999999999999", false)]
    [InlineData("", false)]
    public async Task The_change_is_shown_where_it_makes_sense(string query, bool isShown)
    {
        var order = await _stall.SellAsync("a", "chai", 1);

        Assert.Equal(isShown, (await _stall.GetAsync($"/till/orders/{order.OrderId}{query}")).Html.Contains("Change <strong>€6.50</strong>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_order_is_paid()
    {
        var order = await _stall.SellAsync("a", "chai", 2, PaymentMethod.Later);
        var path = $"/till/orders/{order.OrderId}";

        var little = await _stall.PostAsync($"{path}/pay", ("key", "p"), ("how", "cash"), ("given", "5"));
        Assert.Equal(400, little.Status);
        Assert.Contains("€7.00 is to be paid", little.Html, StringComparison.Ordinal);
        Assert.Contains("name=\"key\" value=\"p\"", little.Html, StringComparison.Ordinal);

        var paid = await _stall.PostAsync($"{path}/pay", ("key", "p"), ("how", "cash"), ("given", "10"));
        Assert.Equal((303, $"{path}?given=1000"), (paid.Status, paid.Location));
        Assert.Equal(303, (await _stall.PostAsync($"{path}/pay", ("key", "p"), ("how", "cash"), ("given", "10"))).Status);
        var again = await _stall.PostAsync($"{path}/pay", ("key", "q"), ("how", "terminal"), ("reference", "x"));
        Assert.Equal(409, again.Status);
        Assert.Contains("The order is paid already.", again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Take the payment", (await _stall.GetAsync(path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cashier_refunds_with_the_PIN_which_is_never_shown_again()
    {
        var order = await _stall.SellAsync("a", "chai", 3);
        var path = $"/till/orders/{order.OrderId}";
        Assert.Contains("name=\"pin\"", (await _stall.GetAsync(path, "Cashier")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"pin\"", (await _stall.GetAsync(path, "Operator")).Html, StringComparison.Ordinal);

        var wrong = await RefundAsync(path, "Cashier", "k", "1", "2581");
        Assert.Equal(403, wrong.Status);
        Assert.Contains("The PIN is wrong.", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"too &lt;cold&gt;\"", wrong.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("2581", wrong.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("checked", wrong.Html, StringComparison.Ordinal);

        var right = await RefundAsync(path, "Cashier", "k", "1", "2580");
        Assert.Equal((303, path), (right.Status, right.Location));
        var (after, _) = await _stall.Desk.FindAsync(order.OrderId, Cancel);
        Assert.Equal([new SkuQuantity("chai", 1)], after!.Refunded);
        Assert.Equal(7, _stall.Desk.StockOf("chai").Available);
        Assert.Contains("(1 taken back)", (await _stall.GetAsync(path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_needs_none_and_what_is_taken_back_is_taken_back_once()
    {
        var order = await _stall.SellAsync("a", "chai", 3);
        var path = $"/till/orders/{order.OrderId}";

        Assert.Equal(303, (await RefundAsync(path, "Operator", "k", "2", null)).Status);
        Assert.Equal(400, (await RefundAsync(path, "Operator", "k2", "2", null)).Status);
        var voided = await _stall.PostAsync($"{path}/void", "Owner", null, ("key", "k3"), ("reason", "late"), ("restock", "yes"), ("q-chai", "1"));
        Assert.Equal(303, voided.Status);
        var (after, _) = await _stall.Desk.FindAsync(order.OrderId, Cancel);
        Assert.Equal((OrderStatus.Refunded, 8), (after!.Status, _stall.Desk.StockOf("chai").Available));
        Assert.DoesNotContain("<details", (await _stall.GetAsync(path)).Html, StringComparison.Ordinal);
        Assert.Equal(400, (await RefundAsync(path, "Operator", "k4", "1", null)).Status);
    }

    [Fact]
    public async Task The_queue_shows_what_waits_and_the_promise_turns_to_confirmed()
    {
        var order = await _stall.SellAsync("a", "chai", 1);
        Assert.Contains("1 order waits", (await _stall.GetAsync("/till/queue")).Html, StringComparison.Ordinal);
        Assert.Contains("data-state=\"queued\"", (await _stall.GetAsync($"/till/orders/{order.OrderId}/promise")).Html, StringComparison.Ordinal);

        using var content = new StringContent($$"""{"ackSeq":{{order.Seq.ToString(CultureInfo.InvariantCulture)}}}""", System.Text.Encoding.UTF8, "application/json");
        using var acknowledged = await _stall.Http.PutAsync(new Uri("/api/v1/feed/consumers/cloud", UriKind.Relative), content, Cancel);

        Assert.Contains("No order waits", (await _stall.GetAsync("/till/queue")).Html, StringComparison.Ordinal);
        Assert.Contains("data-state=\"confirmed\"", (await _stall.GetAsync($"/till/orders/{order.OrderId}/promise")).Html, StringComparison.Ordinal);
    }

    private Task<PageAnswer> RefundAsync(string path, string role, string key, string quantity, string? pin) =>
        _stall.PostAsync($"{path}/refund", role, null, [("key", key), ("reason", "too <cold>"), ("q-chai", quantity), .. pin is null ? Array.Empty<(string, string)>() : [("pin", pin)]]);
}
