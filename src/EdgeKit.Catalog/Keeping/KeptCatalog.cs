using System.Text.Json.Serialization;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Keeping;

/// <summary>A catalogue as it is kept.</summary>
/// <param name="Format">The form it is kept in.</param>
/// <param name="Source">Who put it on sale.</param>
/// <param name="Version">Its version; the cloud chooses its own.</param>
/// <param name="Checksum">What follows from the items, so that a changed letter is noticed.</param>
/// <param name="Items">What is sold.</param>
internal sealed record KeptCatalog(int Format, CatalogSource Source, string Version, string Checksum, IReadOnlyList<CatalogItem> Items)
{
    /// <summary>The form that this version writes.</summary>
    public const int PresentFormat = 1;

    /// <summary>Nothing.</summary>
    public static KeptCatalog Empty { get; } = Of(CatalogSource.None, version: null, []);

    /// <summary>Whether it is in the present form and as it was written.</summary>
    [JsonIgnore]
    public bool IsWhole => Format == PresentFormat && string.Equals(Checksum, CatalogVersion.Of(Items), StringComparison.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="source">Who puts it on sale.</param>
    /// <param name="version">The cloud's version; null for the one that follows from the items.</param>
    /// <param name="items">What is sold.</param>
    public static KeptCatalog Of(CatalogSource source, string? version, IReadOnlyList<CatalogItem> items)
    {
        var checksum = CatalogVersion.Of(items);
        return new KeptCatalog(PresentFormat, source, version ?? checksum, checksum, items);
    }

    /// <summary>Whether both say the same of themselves.</summary>
    public bool IsSameAs(KeptCatalog other) =>
        Source == other.Source
        && string.Equals(Version, other.Version, StringComparison.Ordinal)
        && string.Equals(Checksum, other.Checksum, StringComparison.Ordinal);
}
