using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>An order as far as the log has told.</summary>
/// <param name="status">Where it stood.</param>
/// <param name="total">What it came to.</param>
/// <param name="lines">What was sold.</param>
/// <param name="takenBack">What was voided or refunded of it.</param>
internal sealed class KnownOrder(OrderStatus status, Money total, IReadOnlyList<OrderLine> lines, IEnumerable<SkuQuantity> takenBack)
{
    // Of most nothing is ever taken back.
    private Dictionary<string, long>? _left;

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; private set; } = status;

    /// <summary>What it came to.</summary>
    public Money Total { get; } = total;

    /// <summary>What was sold.</summary>
    public IReadOnlyList<OrderLine> Lines { get; } = lines;

    /// <summary>What was voided or refunded since.</summary>
    public List<SkuQuantity> TakenBack { get; } = [.. takenBack];

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
        _left ??= Left();
        var wanted = BySku(body.Lines.Select(static line => (line.Sku, line.Quantity)));
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

    private static Dictionary<string, long> BySku(IEnumerable<(string Sku, int Quantity)> lines) =>
        lines.GroupBy(static line => line.Sku, StringComparer.Ordinal)
            .ToDictionary(static sku => sku.Key, static sku => sku.Sum(static line => (long)line.Quantity), StringComparer.Ordinal);

    private Dictionary<string, long> Left()
    {
        var left = BySku(Lines.Select(static line => (line.Sku, line.Quantity)));
        foreach (var (sku, quantity) in TakenBack)
        {
            left[sku] -= quantity;
        }

        return left;
    }
}
