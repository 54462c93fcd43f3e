namespace EdgeKit.Pages.Sites.Links;

/// <summary>What a signed link is for. One that is signed for one thing opens no other.</summary>
internal enum LinkPurpose
{
    /// <summary>A draft, before anybody else sees it.</summary>
    Preview,

    /// <summary>An order: its receipt, and to cancel it.</summary>
    Order,

    /// <summary>A reply: to see it, and to cancel it.</summary>
    Reply,

    /// <summary>A consent: to withdraw it.</summary>
    Consent,

    /// <summary>What a shopper's own device remembers.</summary>
    Shopper,
}
