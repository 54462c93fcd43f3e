using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>An order as far as the log has told.</summary>
internal sealed class KnownOrder
{
    private readonly Dictionary<string, long> _left;

    /// <summary>As it was stored.</summary>
    public KnownOrder(OrderStatus status, Money total, IReadOnlyList<OrderLine> lines, IEnumerable<SkuQuantity> takenBack)
    {
        (Status, Total, Lines, TakenBack) = (status, total, lines, [.. takenBack]);
        _left = lines.GroupBy(static line => line.Sku, StringComparer.Ordinal)
            .ToDictionary(static sku => sku.Key, static sku => sku.Sum(static line => (long)line.Quantity), StringComparer.Ordinal);
        foreach (var (sku, quantity) in TakenBack)
        {
            _left[sku] -= quantity;
        }
    }

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; private set; }

    /// <summary>What it came to.</summary>
    public Money Total { get; }

    /// <summary>What was sold.</summary>
    public IReadOnlyList<OrderLine> Lines { get; }

    /// <summary>What was voided or refunded since.</summary>
    public List<SkuQuantity> TakenBack { get; }

    /// <summary>Pays it.</summary>
    /// <returns>What speaks against it, or null.</returns>
    public string? Pay()
    {
        if (Status != OrderStatus.Open)
        {
            return $"the order is {Status} and cannot be paid";
        }

        Status = OrderStatus.Paid;
        return null;
    }

    /// <summary>Takes some or all of it back.</summary>
    /// <returns>What speaks against it, or null.</returns>
    public string? TakeBack(OrderTakenBackBody body)
    {
        var wanted = body.Lines.GroupBy(static line => line.Sku, StringComparer.Ordinal)
            .ToDictionary(static sku => sku.Key, static sku => sku.Sum(static line => (long)line.Quantity), StringComparer.Ordinal);
        if (wanted.Any(sku => sku.Value > _left.GetValueOrDefault(sku.Key)))
        {
            return "more is taken back than is left of the order";
        }

        foreach (var (sku, quantity) in wanted)
        {
            _left[sku] -= quantity;
        }

        TakenBack.AddRange(body.Lines);
        Status = body.Status;
        return null;
    }
}
