namespace EdgeKit.Pages.Sites.Documents;

/// <summary>How a site looks: a few palettes, each by day and by night.</summary>
internal enum Theme
{
    /// <summary>Paper and amber lanterns.</summary>
    Lantern = 0,

    /// <summary>Mint and leaves.</summary>
    Mint = 1,

    /// <summary>Plums and late evenings.</summary>
    Plum = 2,

    /// <summary>A harbour's blue.</summary>
    Harbour = 3,
}
