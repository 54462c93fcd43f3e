namespace EdgeKit.Pages.Sites.Showing;

/// <summary>What a page asks for. There is one such thing in each state, never none and never two.</summary>
internal static class CallRules
{
    /// <summary>Decides it.</summary>
    /// <param name="isOpen">Whether it has begun.</param>
    /// <param name="goods">How many may be had of all that is for sale; null if nothing is.</param>
    /// <param name="placesLeft">At what the page invites to; null if it does not.</param>
    /// <param name="holds">Whether whoever looks holds something.</param>
    public static Call Decide(bool isOpen, long? goods, int? placesLeft, bool holds) =>
        holds ? Call.Checkout
        : isOpen && goods is not null ? (goods > 0 ? Call.Hold : Call.WaitForGoods)
        : placesLeft is { } left ? (left > 0 ? Call.Reply : Call.WaitForPlace)
        : isOpen ? Call.WaitForGoods
        : Call.Remind;
}
