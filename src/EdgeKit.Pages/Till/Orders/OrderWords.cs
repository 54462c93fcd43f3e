using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Till;
using EdgeKit.Pages.Till.Book;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>What pages say of an order.</summary>
internal static class OrderWords
{
    /// <summary>Where it stands.</summary>
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Open => "to pay",
        OrderStatus.Paid => "paid",
        OrderStatus.Voided => "voided",
        OrderStatus.Refunded => "refunded",
    };

    /// <summary>How it is paid.</summary>
    public static string Of(PaymentMethod method) => method switch
    {
        PaymentMethod.Cash => "cash",
        PaymentMethod.Terminal => "card terminal",
        PaymentMethod.Link => "pay link",
        PaymentMethod.Later => "pays later",
    };

    /// <summary>The class that gives a promise its colour.</summary>
    public static string Mark(PromiseState state) => state switch
    {
        PromiseState.Accepted => "accepted",
        PromiseState.Queued => "queued",
        PromiseState.Confirmed => "confirmed",
        PromiseState.NeedsAttention => "needsAttention",
    };

    /// <summary>A rate of tax, such as 19 %.</summary>
    public static string Rate(decimal? rate) => rate is { } known ? $"{(known * 100).ToString("0.##", CultureInfo.InvariantCulture)} %" : "no rate";

    /// <summary>What was sold, in one line.</summary>
    public static string Lines(OrderView order) => string.Join(" · ", order.Lines.Select(static line => line.Quantity > 1 ? FormattableString.Invariant($"{line.Quantity} × {line.Name}") : line.Name));

    /// <summary>What was sold, one entry a SKU, with what is left of it.</summary>
    public static IReadOnlyList<ReceiptLine> LinesOf(OrderView order) =>
    [
        .. order.Lines.GroupBy(static line => line.Sku, StringComparer.Ordinal).Select(group =>
        {
            var (sold, first) = (group.Sum(static line => line.Quantity), group.First());
            return new ReceiptLine(group.Key, first.Name, sold, first.Price, sold - In(order.Voided, group.Key) - In(order.Refunded, group.Key));
        }),
    ];

    /// <summary>What of what is left is tax, by rate, lowest first; rates nobody knows are left out.</summary>
    public static IReadOnlyList<TillTax> TaxesOf(OrderView order)
    {
        var left = LinesOf(order).ToDictionary(static line => line.Sku, StringComparer.Ordinal);
        return
        [
            .. order.Lines.DistinctBy(static line => line.Sku, StringComparer.Ordinal).Where(static line => line.TaxRate is not null).GroupBy(static line => line.TaxRate!.Value).OrderBy(static rate => rate.Key).Select(rate =>
                Tax.Of(rate.Key, order.Total with { Amount = rate.Sum(line => left[line.Sku].Left * line.Price.Amount) })),
        ];
    }

    private static int In(IReadOnlyList<SkuQuantity> lines, string sku) => lines.Where(line => line.Sku == sku).Sum(static line => line.Quantity);
}
