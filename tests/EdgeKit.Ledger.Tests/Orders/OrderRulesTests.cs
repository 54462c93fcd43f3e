using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Ledger.Orders;

namespace EdgeKit.Ledger.Tests.Orders;

public sealed class OrderRulesTests
{
    [Fact]
    public void A_draft_has_the_catalogues_prices_and_adds_them_up()
    {
        var draft = OpenLedger.Draft(("tea", 2), ("mug", 1));

        Assert.Equal(new Money(1950, "EUR"), draft.Total);
        Assert.Equal(["Tea", "Mug"], draft.Lines.Select(static line => line.Name));
    }

    [Theory]
    [InlineData("tea", 0, "lines[0].quantity")]
    [InlineData("tea", -1, "lines[0].quantity")]
    [InlineData("tea", 10_000, "lines[0].quantity")]
    [InlineData("nothing", 1, "lines[0].sku")]
    [InlineData("", 1, "lines[0].sku")]
    public void A_wrong_line_is_named(string sku, int quantity, string field)
    {
        var (draft, problem) = OrderRules.Draft(new OrderSubmission([new SkuQuantity(sku, quantity)], new Payment(PaymentMethod.Cash)), new TestCatalog(), "EUR");

        Assert.Null(draft);
        Assert.Equal((400, field), (problem!.Problem.Status, problem.Problem.Field));
    }

    [Fact]
    public void A_total_that_is_not_the_catalogues_is_refused()
    {
        var shown = new OrderSubmission([new SkuQuantity("tea", 1)], new Payment(PaymentMethod.Cash), Total: new Money(300, "EUR"));

        Assert.Equal(ProblemTypes.PriceChanged, OrderRules.Draft(shown, new TestCatalog(), "EUR").Problem!.Problem.Type);
    }

    [Theory]
    [InlineData(PaymentMethod.Cash, null, OrderStatus.Paid)]
    [InlineData(PaymentMethod.Terminal, null, OrderStatus.Paid)]
    [InlineData(PaymentMethod.Link, null, OrderStatus.Open)]
    [InlineData(PaymentMethod.Link, "pi_1", OrderStatus.Paid)]
    [InlineData(PaymentMethod.Later, null, OrderStatus.Open)]
    public void What_is_paid_follows_from_how(PaymentMethod method, string? reference, OrderStatus status) =>
        Assert.Equal(status, OrderRules.StatusOf(new Payment(method, reference)));

    [Theory]
    [InlineData(OrderStatus.Open, true, false, true)]
    [InlineData(OrderStatus.Paid, false, true, true)]
    [InlineData(OrderStatus.Voided, false, false, false)]
    [InlineData(OrderStatus.Refunded, false, false, false)]
    public void What_may_become_of_an_order_follows_from_where_it_stands(OrderStatus status, bool pay, bool refund, bool voided)
    {
        var state = new OrderState(status, [], []);

        Assert.Equal(pay, OrderRules.WhyNotPay(state) is null);
        Assert.Equal(refund, OrderRules.WhyNotTakeBack(state, refund: true) is null);
        Assert.Equal(voided, OrderRules.WhyNotTakeBack(state, refund: false) is null);
    }

    [Theory]
    [InlineData("kit-17", "17")]
    [InlineData("kit-0042", "0042")]
    [InlineData("demo", "demo")]
    [InlineData("kit-12345678", "kit-12345678")]
    public void Receipts_begin_with_the_kits_number(string kit, string prefix) => Assert.Equal(prefix, ReceiptPrefix.Of(kit));
}
