namespace EdgeKit.Pages.Sites.Links;

/// <summary>The addresses of shoppers' receipts: what their QR says, and what people paste at the till.</summary>
internal sealed class ReceiptLinks(SignedLinks links)
{
    /// <summary>The path of an order's receipt, which whoever has it may see and cancel by.</summary>
    public string PathOf(string slug, Guid order) => $"/e/{slug}/orders/{links.Sign(LinkPurpose.Order, slug, order.ToString("N"))}";

    /// <summary>The order that a link's last part names; null if the kit did not sign it.</summary>
    public Guid? OrderOf(string slug, string token) =>
        links.Open(LinkPurpose.Order, slug, token) is { } subject && Guid.TryParseExact(subject, "N", out var order) ? order : null;

    /// <summary>What an address names if it is one of a receipt, whole or not; null for any other text.</summary>
    public static (string Slug, string Token)? Read(string text)
    {
        var parts = text.Trim().Split('/', '?', '#');
        var at = Array.IndexOf(parts, "e");
        return at >= 0 && at + 3 < parts.Length && parts[at + 2] == "orders" ? (parts[at + 1], parts[at + 3]) : null;
    }
}
