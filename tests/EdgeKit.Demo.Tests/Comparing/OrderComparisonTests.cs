using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Demo.Comparing;

public sealed class OrderComparisonTests
{
    private static readonly Guid First = new(1, 0, 0, new byte[8]);
    private static readonly Guid Second = new(2, 0, 0, new byte[8]);

    private readonly List<OrderView> _kit = [AtKit(First, 1), AtKit(Second, 2)];
    private readonly List<CloudOrder> _cloud = [AtCloud(First, 1), AtCloud(Second, 2)];
    private readonly List<Guid> _receipts = [First, Second];

    [Fact]
    public void The_same_orders_have_no_differences()
    {
        var comparison = OrderComparison.Compare(_kit, _cloud, _receipts);

        Assert.Empty(comparison.Differences);
        Assert.Equal((2, 2, 2), (comparison.KitOrders, comparison.CloudOrders, comparison.Receipts));
        Assert.Equal((new StatusSum(2, 1140), new StatusSum(2, 1140)), comparison.ByStatus[OrderStatus.Paid]);
    }

    [Fact]
    public void The_order_of_pages_does_not_matter()
    {
        _cloud.Reverse();

        Assert.Empty(Differences());
    }

    [Fact]
    public void An_order_that_the_cloud_lacks_is_found()
    {
        _cloud.RemoveAt(1);

        Assert.Equal(new Difference("17-0002", "is at one only", "paid", "–"), Assert.Single(Differences()));
    }

    [Fact]
    public void An_order_that_only_the_cloud_has_is_found()
    {
        _kit.RemoveAt(0);
        _receipts.RemoveAt(0);

        Assert.Equal(new Difference(First.ToString("D"), "is at one only", "–", "paid"), Assert.Single(Differences()));
    }

    [Fact]
    public void A_receipt_without_an_order_is_found()
    {
        var lost = new Guid(3, 0, 0, new byte[8]);
        _receipts.Add(lost);

        Assert.Equal((lost.ToString("D"), "a tablet holds its receipt"), Found());
    }

    [Fact]
    public void An_order_that_the_cloud_has_twice_is_found()
    {
        _cloud.Add(_cloud[0]);

        Assert.Equal((First.ToString("D"), "is listed more than once"), Found());
    }

    [Fact]
    public void A_basket_that_became_two_orders_is_found()
    {
        _kit[0] = _kit[0] with { Note = "Tablet 1, basket 4" };
        _kit[1] = _kit[1] with { Note = "Tablet 1, basket 4" };

        Assert.Equal(("17-0001, 17-0002", "one basket became several orders"), Found());
    }

    [Fact]
    public void Another_status_is_found()
    {
        _cloud[1] = _cloud[1] with { Status = OrderStatus.Open };

        Assert.Equal(new Difference("17-0002", "status", "paid", "open"), Assert.Single(Differences()));
    }

    [Fact]
    public void Another_total_is_found()
    {
        _cloud[1] = _cloud[1] with { Total = new Money(571, "EUR") };

        Assert.Equal(new Difference("17-0002", "total", "570 EUR", "571 EUR"), Assert.Single(Differences()));
    }

    [Fact]
    public void Another_record_is_found()
    {
        _cloud[1] = _cloud[1] with { Seq = 9 };

        Assert.Equal(new Difference("17-0002", "record", "2", "9"), Assert.Single(Differences()));
    }

    [Theory]
    [InlineData("chai", 2, 190)]
    [InlineData("chai", 1, 570)]
    [InlineData("bao", 3, 190)]
    public void Another_line_is_found(string sku, int quantity, long price)
    {
        _cloud[0] = _cloud[0] with { Lines = [Line(sku, quantity, price)] };

        Assert.Equal(("17-0001", "lines"), Found());
    }

    private static OrderLine Line(string sku = "chai", int quantity = 3, long price = 190) =>
        new(sku, "Masala chai", quantity, new Money(price, "EUR"), 0.19m);

    private static OrderView AtKit(Guid id, long seq) => new(
        id, $"17-{seq:0000}", seq, OrderStatus.Paid, [Line()], [], [], new Money(570, "EUR"), new Payment(PaymentMethod.Cash),
        DateTimeOffset.UnixEpoch, ClockState.Floor, new Promise(PromiseState.Confirmed, "Confirmed"));

    private static CloudOrder AtCloud(Guid id, long seq) => new(id, "demo-17", seq, OrderStatus.Paid, [Line()], new Money(570, "EUR"));

    private IReadOnlyList<Difference> Differences() => OrderComparison.Compare(_kit, _cloud, _receipts).Differences;

    private (string Order, string What) Found()
    {
        var difference = Assert.Single(Differences());
        return (difference.Order, difference.What);
    }
}
