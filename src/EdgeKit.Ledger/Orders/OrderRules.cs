using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Orders;

/// <summary>Decides what an order may be and what may become of it. Knows no stock, no disk and no clock.</summary>
internal static class OrderRules
{
    private const int MaxLines = 100;
    private const int MaxQuantity = 9999;
    private const int MaxNote = 1000;
    private const int MaxText = 200;

    /// <summary>Prices a submission.</summary>
    /// <returns>The draft, or what is wrong.</returns>
    public static (OrderDraft? Draft, ProblemResult? Problem) Draft(OrderSubmission submission, ICatalogView catalog, string currency)
    {
        if (Check(submission) is { } problem)
        {
            return (null, problem);
        }

        var lines = new OrderLine[submission.Lines.Count];
        var total = 0L;
        for (var i = 0; i < lines.Length; i++)
        {
            var (sku, quantity) = submission.Lines[i];
            if (!catalog.TryFind(sku, out var item))
            {
                return (null, UnknownSku(i, sku));
            }

            lines[i] = new OrderLine(item.Sku, item.Name, quantity, item.Price, item.TaxRate);
            total += item.Price.Amount * quantity;
        }

        var sum = new Money(total, currency);
        if (submission.Total is { } shown && shown.Amount != sum.Amount)
        {
            return (null, Problems.Of(
                ProblemTypes.PriceChanged,
                "The price is another now",
                StatusCodes.Status409Conflict,
                string.Create(CultureInfo.InvariantCulture, $"The catalogue makes it {sum.Amount} {currency}, the customer was shown {shown.Amount}. Show it again."),
                "total.amount"));
        }

        return (new OrderDraft(lines, PerSku(submission.Lines), sum, StatusOf(submission.Payment), submission.Payment, submission.Customer, submission.Note, submission.HoldId), null);
    }

    /// <summary>Adds up lines of the same SKU.</summary>
    public static IReadOnlyList<SkuQuantity> PerSku(IReadOnlyList<SkuQuantity> lines)
    {
        if (lines.Count == 1)
        {
            return lines;
        }

        var sums = new List<SkuQuantity>(lines.Count);
        foreach (var line in lines)
        {
            var index = sums.FindIndex(sum => string.Equals(sum.Sku, line.Sku, StringComparison.Ordinal));
            if (index < 0)
            {
                sums.Add(line);
            }
            else
            {
                sums[index] = line with { Quantity = sums[index].Quantity + line.Quantity };
            }
        }

        return sums;
    }

    /// <summary>Whether an order that is paid like this is paid: a link is once it carries a reference.</summary>
    public static OrderStatus StatusOf(Payment payment) => payment.Method switch
    {
        PaymentMethod.Cash or PaymentMethod.Terminal => OrderStatus.Paid,
        PaymentMethod.Link => payment.Reference is null ? OrderStatus.Open : OrderStatus.Paid,
        PaymentMethod.Later => OrderStatus.Open,
    };

    /// <summary>What is left of an order: neither voided nor refunded.</summary>
    public static IReadOnlyList<SkuQuantity> Left(OrderAcceptedBody order, OrderState state) =>
    [
        .. PerSku([.. order.Lines.Select(static line => new SkuQuantity(line.Sku, line.Quantity))])
            .Select(line => line with { Quantity = line.Quantity - In(state.Voided, line.Sku) - In(state.Refunded, line.Sku) })
            .Where(static line => line.Quantity > 0),
    ];

    /// <summary>What <paramref name="lines"/> of an order were sold for.</summary>
    public static Money AmountOf(OrderAcceptedBody order, IReadOnlyList<SkuQuantity> lines) => order.Total with
    {
        Amount = lines.Sum(line => order.Lines.First(sold => string.Equals(sold.Sku, line.Sku, StringComparison.Ordinal)).Price.Amount * line.Quantity),
    };

    /// <summary>Why an order cannot be paid now, or null.</summary>
    public static string? WhyNotPay(OrderState state) => state.Status switch
    {
        OrderStatus.Open => null,
        OrderStatus.Paid => "The order is paid already.",
        OrderStatus.Voided => "The order was voided.",
        OrderStatus.Refunded => "The order was refunded.",
    };

    /// <summary>Why nothing of an order can be taken back this way, or null.</summary>
    public static string? WhyNotTakeBack(OrderState state, bool refund) => state.Status switch
    {
        OrderStatus.Open => refund ? "The order is not paid: void it instead." : null,
        OrderStatus.Paid => null,
        OrderStatus.Voided => "The order was voided already.",
        OrderStatus.Refunded => "The order was refunded already.",
    };

    /// <summary>The state of an order after <paramref name="lines"/> of what was left were taken back.</summary>
    public static OrderState TakeBack(OrderAcceptedBody order, OrderState state, IReadOnlyList<SkuQuantity> lines, bool refund)
    {
        var after = refund
            ? state with { Refunded = PerSku([.. state.Refunded, .. lines]) }
            : state with { Voided = PerSku([.. state.Voided, .. lines]) };
        return Left(order, after).Count > 0 ? after
            : after with { Status = after.Refunded.Count > 0 ? OrderStatus.Refunded : OrderStatus.Voided };
    }

    /// <summary>What is wrong with lines, or null.</summary>
    public static ProblemResult? CheckLines(IReadOnlyList<SkuQuantity> lines)
    {
        if (lines.Count is 0 or > MaxLines)
        {
            return Problems.BadRequest("lines", $"Expected 1 to {MaxLines} lines.");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is null)
            {
                return Problems.BadRequest($"lines[{i}]", "It is null; expected an object.");
            }

            if (lines[i].Quantity is <= 0 or > MaxQuantity)
            {
                return Problems.BadRequest($"lines[{i}].quantity", $"Expected 1 to {MaxQuantity}.");
            }

            if (lines[i].Sku.Length is 0 or > 64)
            {
                return Problems.BadRequest($"lines[{i}].sku", "Expected 1 to 64 characters.");
            }
        }

        return null;
    }

    /// <summary>What is wrong with a payment, or null.</summary>
    public static ProblemResult? CheckPayment(Payment payment) => Length("payment.reference", payment.Reference, MaxText);

    /// <summary>What is wrong with a text that must be there, or null.</summary>
    public static ProblemResult? CheckText(string field, string text, int most) =>
        text.Length == 0 || text.Length > most ? Problems.BadRequest(field, $"Expected 1 to {most} characters.") : null;

    /// <summary>What is wrong with a line whose SKU the catalogue does not have.</summary>
    public static ProblemResult UnknownSku(int line, string sku) => Problems.Of(
        ProblemTypes.UnknownSku,
        "Not in the catalogue",
        StatusCodes.Status400BadRequest,
        $"The catalogue has no '{sku}'.",
        $"lines[{line}].sku");

    private static ProblemResult? Check(OrderSubmission submission) =>
        CheckLines(submission.Lines)
        ?? CheckPayment(submission.Payment)
        ?? Length("note", submission.Note, MaxNote)
        ?? Length("customer.name", submission.Customer?.Name, MaxText)
        ?? Length("customer.phone", submission.Customer?.Phone, MaxText)
        ?? Length("customer.email", submission.Customer?.Email, MaxText)
        ?? Length("customer.address", submission.Customer?.Address, MaxText);

    private static ProblemResult? Length(string field, string? text, int most) =>
        text?.Length > most ? Problems.BadRequest(field, $"Expected at most {most} characters.") : null;

    private static int In(IReadOnlyList<SkuQuantity> lines, string sku) =>
        lines.FirstOrDefault(line => string.Equals(line.Sku, sku, StringComparison.Ordinal))?.Quantity ?? 0;
}
