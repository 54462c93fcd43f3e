using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;

namespace EdgeKit.Pages.Till.Book;

/// <summary>Adds up what the log says of one day at the till. Knows no disk and no clock; each record is given to it once, in order.</summary>
/// <param name="currency">The kit's.</param>
/// <param name="opened">Where the day begins; null for the time after a closing.</param>
internal sealed class DaySums(string currency, DayMark? opened = null)
{
    private readonly Dictionary<PaymentMethod, (int Count, long Amount)> _taken = [];
    private readonly Dictionary<PaymentMethod, (int Count, long Amount)> _givenBack = [];
    private readonly Dictionary<decimal, long> _gross = [];
    private long _grossWithoutRate;
    private int _orders;
    private long _ordered;
    private long _unpaid;
    private (int Count, long Amount) _voids;
    private (int Count, long Amount) _refunds;

    /// <summary>Where the day begins.</summary>
    public DayMark? Opened => opened;

    /// <summary>Whether records of it are no longer kept.</summary>
    public bool IsPartial { get; set; }

    /// <summary>What should lie in the drawer, in minor units.</summary>
    public long ExpectedCash => (opened?.Amount ?? 0) + _taken.GetValueOrDefault(PaymentMethod.Cash).Amount - _givenBack.GetValueOrDefault(PaymentMethod.Cash).Amount;

    /// <summary>An order was accepted.</summary>
    public void Accept(OrderAcceptedBody order)
    {
        _orders++;
        _ordered += order.Total.Amount;
        foreach (var line in order.Lines)
        {
            AddGross(line.TaxRate, line.Price.Amount * line.Quantity);
        }

        if (order.Status == OrderStatus.Paid)
        {
            Add(_taken, order.Payment.Method, order.Total.Amount);
        }
        else
        {
            _unpaid += order.Total.Amount;
        }
    }

    /// <summary>An open order was paid.</summary>
    /// <param name="paid">What the record says.</param>
    /// <param name="isOfToday">Whether it was accepted in this day.</param>
    public void Pay(OrderPaidBody paid, bool isOfToday)
    {
        Add(_taken, paid.Payment.Method, paid.Amount.Amount);
        _unpaid -= isOfToday ? paid.Amount.Amount : 0;
    }

    /// <summary>Something was taken back.</summary>
    /// <param name="back">What the record says.</param>
    /// <param name="isRefund">Whether it was refunded rather than voided.</param>
    /// <param name="order">The order as it stands now; null where it is no longer kept, and then nobody knows how it had been paid.</param>
    /// <param name="isOfToday">Whether it was accepted in this day.</param>
    public void TakeBack(OrderTakenBackBody back, bool isRefund, OrderView? order, bool isOfToday)
    {
        var amount = back.Amount.Amount;
        if (isRefund)
        {
            _refunds = (_refunds.Count + 1, _refunds.Amount + amount);
        }
        else
        {
            _voids = (_voids.Count + 1, _voids.Amount + amount);
        }

        foreach (var (sku, quantity) in back.Lines)
        {
            if (order?.Lines.FirstOrDefault(sold => sold.Sku == sku) is { } line)
            {
                AddGross(line.TaxRate, -line.Price.Amount * quantity);
            }
        }

        if (WasPaid(back, isRefund, order))
        {
            if (order is not null)
            {
                Add(_givenBack, order.Payment.Method, amount);
            }
        }
        else if (isOfToday)
        {
            _unpaid -= amount;
        }
    }

    /// <summary>The day as it stands.</summary>
    /// <param name="closed">Where it ended; null while it goes on.</param>
    /// <param name="behind">Records that are not in it yet.</param>
    public TillDay View(DayMark? closed = null, long behind = 0) => new(
        opened is not null && closed is null,
        Of(opened?.Amount ?? 0),
        Of(ExpectedCash),
        Amounts(_taken),
        Amounts(_givenBack),
        _orders,
        Of(_ordered),
        Of(_unpaid),
        _voids.Count,
        Of(_voids.Amount),
        _refunds.Count,
        Of(_refunds.Amount),
        Taxes(),
        opened?.At,
        opened?.By,
        closed?.At,
        closed?.By,
        closed is null ? null : Of(closed.Amount),
        closed is null ? null : Of(closed.Amount - ExpectedCash),
        behind,
        IsPartial);

    private static void Add(Dictionary<PaymentMethod, (int Count, long Amount)> to, PaymentMethod method, long amount)
    {
        var before = to.GetValueOrDefault(method);
        to[method] = (before.Count + 1, before.Amount + amount);
    }

    /// <summary>
    /// A refund gives money back, and so does a void of an order that was paid. The record says where the order stood then; one that was voided
    /// whole was paid if it has a payment, since nobody pays it afterwards.
    /// </summary>
    private static bool WasPaid(OrderTakenBackBody back, bool isRefund, OrderView? order) => isRefund || back.Status switch
    {
        OrderStatus.Paid or OrderStatus.Refunded => true,
        OrderStatus.Open => false,
        OrderStatus.Voided => order?.Payment is { Method: PaymentMethod.Cash or PaymentMethod.Terminal } or { Method: PaymentMethod.Link, Reference: not null },
    };

    private void AddGross(decimal? rate, long amount)
    {
        if (rate is { } known)
        {
            _gross[known] = _gross.GetValueOrDefault(known) + amount;
        }
        else
        {
            _grossWithoutRate += amount;
        }
    }

    private Money Of(long amount) => new(amount, currency);

    private IReadOnlyList<TillAmount> Amounts(Dictionary<PaymentMethod, (int Count, long Amount)> of) =>
        [.. of.OrderBy(static way => way.Key).Select(way => new TillAmount(way.Key, way.Value.Count, Of(way.Value.Amount)))];

    private List<TillTax> Taxes()
    {
        var taxes = _gross.OrderBy(static rate => rate.Key).Select(rate => Tax.Of(rate.Key, Of(rate.Value))).ToList();
        if (_grossWithoutRate != 0)
        {
            taxes.Insert(0, Tax.Of(rate: null, Of(_grossWithoutRate)));
        }

        return taxes;
    }
}
