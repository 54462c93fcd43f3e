namespace EdgeKit.Ledger.Orders;

/// <summary>What the receipts of a kit begin with: its number if its id ends in one, so that kit-17 writes 17-0421; else its id.</summary>
internal static class ReceiptPrefix
{
    public static string Of(string kitId)
    {
        var digits = kitId.AsSpan(kitId.AsSpan().TrimEnd("0123456789").Length);
        return digits.Length is > 0 and < 7 ? digits.ToString() : kitId;
    }
}
