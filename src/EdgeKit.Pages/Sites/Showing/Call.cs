namespace EdgeKit.Pages.Sites.Showing;

/// <summary>The one thing that a page asks of whoever looks at it.</summary>
internal enum Call
{
    /// <summary>Pay for what is held.</summary>
    Checkout,

    /// <summary>Hold what is for sale.</summary>
    Hold,

    /// <summary>Say that one comes.</summary>
    Reply,

    /// <summary>Wait for a place.</summary>
    WaitForPlace,

    /// <summary>Hear when there are goods.</summary>
    WaitForGoods,

    /// <summary>Put it into the calendar.</summary>
    Remind,
}
