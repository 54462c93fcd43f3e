using System.Globalization;

namespace EdgeKit.Cloud.Catalog;

/// <summary>Which catalogue is the latest.</summary>
/// <param name="N">How many were published up to it; 0 for none.</param>
/// <param name="Version">Follows from its content.</param>
internal sealed record CatalogHead(long N, string Version)
{
    /// <summary>Nothing was published yet.</summary>
    public static CatalogHead None { get; } = new(0, "");

    /// <summary>
    /// Where a kit stands that has it; empty for none. With the version, since a cloud restored from a backup counts again
    /// over numbers that kits have seen with other content.
    /// </summary>
    public string Cursor => N == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{N}-{Version}");

    /// <summary>Takes a cursor apart; null if it is none of ours.</summary>
    public static CatalogHead? Parse(string cursor) =>
        cursor.Split('-') is [var n, var version] && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new CatalogHead(number, version)
            : null;
}
