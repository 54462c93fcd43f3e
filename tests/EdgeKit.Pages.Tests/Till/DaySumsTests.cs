using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;
using EdgeKit.Pages.Till.Book;

namespace EdgeKit.Pages.Till;

public sealed class DaySumsTests
{
    private static readonly Guid Id = new("018f0000-0000-8000-8000-000000000001");

    private readonly DaySums _sums = new("EUR", new DayMark(1, 10_000, DateTimeOffset.UnixEpoch, "Tablet 1"));

    [Fact]
    public void An_evening_adds_up()
    {
        _sums.Accept(Order(PaymentMethod.Cash));
        _sums.Accept(Order(PaymentMethod.Terminal));
        _sums.Accept(Order(PaymentMethod.Later));
        _sums.Accept(Order(PaymentMethod.Later));
        _sums.Pay(new OrderPaidBody(Id, Euro(1000), new Payment(PaymentMethod.Cash)), isOfToday: true);
        _sums.TakeBack(Back(350, OrderStatus.Paid), isRefund: true, View(PaymentMethod.Cash), isOfToday: true);
        var day = _sums.View(new DayMark(9, 11_600, DateTimeOffset.UnixEpoch, "Tablet 1"));

        Assert.Equal([new TillAmount(PaymentMethod.Cash, 2, Euro(2000)), new TillAmount(PaymentMethod.Terminal, 1, Euro(1000))], day.Taken);
        Assert.Equal([new TillAmount(PaymentMethod.Cash, 1, Euro(350))], day.GivenBack);
        Assert.Equal((4, 4000, 1000), (day.Orders, day.Ordered.Amount, day.Unpaid.Amount));
        Assert.Equal((0, 0, 1, 350), (day.Voids, day.Voided.Amount, day.Refunds, day.Refunded.Amount));
        Assert.Equal((11_650, 11_600, -50), (day.ExpectedCash.Amount, day.Counted!.Value.Amount, day.Difference!.Value.Amount));

        // Per order a chai at 3.50 with 19 % and a bao at 6.50 with 7 %; one chai came back.
        Assert.Equal(
            [new TillTax(Euro(2600), Euro(2430), Euro(170), 0.07m), new TillTax(Euro(1050), Euro(882), Euro(168), 0.19m)],
            day.Taxes);
    }

    /// <summary>Money goes back for what was paid, and for nothing else.</summary>
    [Theory]
    [InlineData(true, OrderStatus.Paid, PaymentMethod.Cash, 350, 0)]
    [InlineData(true, OrderStatus.Refunded, PaymentMethod.Cash, 350, 0)]
    [InlineData(false, OrderStatus.Paid, PaymentMethod.Cash, 350, 0)]
    [InlineData(false, OrderStatus.Refunded, PaymentMethod.Cash, 350, 0)]
    [InlineData(false, OrderStatus.Voided, PaymentMethod.Cash, 350, 0)]
    [InlineData(false, OrderStatus.Voided, PaymentMethod.Later, 0, -350)]
    [InlineData(false, OrderStatus.Open, PaymentMethod.Later, 0, -350)]
    [InlineData(false, OrderStatus.Open, PaymentMethod.Cash, 0, -350)]
    public void What_was_taken_back(bool isRefund, OrderStatus after, PaymentMethod method, long givenBack, long unpaid)
    {
        _sums.TakeBack(Back(350, after), isRefund, View(method), isOfToday: true);

        var day = _sums.View();
        Assert.Equal((givenBack, unpaid), (day.GivenBack.Sum(static way => way.Amount.Amount), day.Unpaid.Amount));
        Assert.Equal(10_000 - givenBack, day.ExpectedCash.Amount);
    }

    [Fact]
    public void What_yesterdays_order_brings_is_money_of_today_and_no_debt()
    {
        _sums.Pay(new OrderPaidBody(Id, Euro(1000), new Payment(PaymentMethod.Cash)), isOfToday: false);
        _sums.TakeBack(Back(350, OrderStatus.Open), isRefund: false, View(PaymentMethod.Later), isOfToday: false);

        Assert.Equal((11_000, 0), (_sums.View().ExpectedCash.Amount, _sums.View().Unpaid.Amount));
    }

    [Fact]
    public void Of_an_order_that_is_no_longer_kept_nobody_knows_how_it_was_paid()
    {
        _sums.TakeBack(Back(350, OrderStatus.Paid), isRefund: true, order: null, isOfToday: false);

        Assert.Equal((10_000, 350), (_sums.View().ExpectedCash.Amount, _sums.View().Refunded.Amount));
        Assert.Empty(_sums.View().Taxes);
    }

    [Fact]
    public void Goods_without_a_rate_stand_by_themselves()
    {
        _sums.Accept(Order(PaymentMethod.Cash) with { Lines = [new OrderLine("pin", "Pin", 1, Euro(1000))] });

        Assert.Equal([new TillTax(Euro(1000), Euro(1000), Euro(0))], _sums.View().Taxes);
    }

    [Theory]
    [InlineData("0.19", 119, 100, 19)]
    [InlineData("0.19", 100, 84, 16)]
    [InlineData("0.07", 100, 93, 7)]
    [InlineData("0", 100, 100, 0)]
    [InlineData("0.19", -100, -84, -16)]
    [InlineData("0.6", 4, 3, 1)]
    public void Tax_is_parted_from_the_sum_and_rounded_once(string rate, long gross, long net, long tax) => Assert.Equal(
        new TillTax(Euro(gross), Euro(net), Euro(tax), decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)),
        Tax.Of(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture), Euro(gross)));

    private static Money Euro(long amount) => new(amount, "EUR");

    private static IReadOnlyList<OrderLine> Lines() => [new("chai", "Chai", 1, Euro(350), 0.19m), new("bao", "Bao", 1, Euro(650), 0.07m)];

    private static OrderAcceptedBody Order(PaymentMethod method) =>
        new(Id, "17-0001", method == PaymentMethod.Later ? OrderStatus.Open : OrderStatus.Paid, Lines(), Euro(1000), new Payment(method));

    private static OrderTakenBackBody Back(long amount, OrderStatus after) => new(Id, after, [new SkuQuantity("chai", 1)], Euro(amount), Restock: true, "cold");

    private static OrderView View(PaymentMethod method) => new(
        Id, "17-0001", 1, OrderStatus.Paid, Lines(), [], [], Euro(1000), new Payment(method), DateTimeOffset.UnixEpoch, ClockState.Unset, new Promise(PromiseState.Queued, ""));
}
