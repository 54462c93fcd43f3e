namespace EdgeKit.Catalog.Keeping;

/// <summary>Who put a catalogue on sale.</summary>
internal enum CatalogSource
{
    /// <summary>Nobody yet.</summary>
    None = 0,

    /// <summary>A person.</summary>
    Imported = 1,

    /// <summary>The cloud.</summary>
    Cloud = 2,
}
