using System.Globalization;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Requests;

namespace EdgeKit.Pages.Till.Orders;

/// <summary>A void or refund as a form asks for it. The PIN is no part of it: it is never shown again.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Restock">Whether the goods are on sale again.</param>
/// <param name="Quantities">How many of each SKU, as typed.</param>
internal sealed record TypedTakeBack(string Reason, bool Restock, IReadOnlyDictionary<string, string> Quantities)
{
    /// <summary>What the fields of quantities begin with; the SKU follows.</summary>
    public const string QuantityField = "q-";

    private const int LongestReason = 500;

    /// <summary>Reads a form.</summary>
    public static TypedTakeBack Read(RequestForm form) => new(
        form["reason"],
        form["restock"].Length > 0,
        form.Names
            .Where(static name => name.StartsWith(QuantityField, StringComparison.Ordinal))
            .ToDictionary(static name => name[QuantityField.Length..], name => form[name], StringComparer.Ordinal));

    /// <summary>The request, if it makes sense for an order.</summary>
    /// <returns>The request, or what is wrong, in words.</returns>
    public (TakeBackRequest? Request, string? Wrong) For(IReadOnlyList<ReceiptLine> lines)
    {
        if (Reason.Length is 0 or > LongestReason)
        {
            return (null, Reason.Length == 0 ? "Say why: the reason is on the record." : FormattableString.Invariant($"The reason is longer than {LongestReason} characters."));
        }

        var wanted = new List<SkuQuantity>(lines.Count);
        foreach (var line in lines.Where(static line => line.Left > 0))
        {
            var text = Quantities.GetValueOrDefault(line.Sku, "");
            if (!int.TryParse(text.Length == 0 ? "0" : text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || quantity > line.Left)
            {
                return (null, FormattableString.Invariant($"{line.Name}: expected 0 to {line.Left}, not '{text}'."));
            }

            if (quantity > 0)
            {
                wanted.Add(new SkuQuantity(line.Sku, quantity));
            }
        }

        if (wanted.Count == 0)
        {
            return (null, "Say how many: every number is 0.");
        }

        var isAll = lines.All(line => line.Left == (wanted.Find(one => one.Sku == line.Sku)?.Quantity ?? 0));
        return (new TakeBackRequest(Reason, Restock, isAll ? null : wanted), null);
    }
}
