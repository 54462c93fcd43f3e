using System.Globalization;
using EdgeKit.Catalog;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether there is something to sell, and how old its prices are.</summary>
/// <param name="options">Where the catalogue is kept.</param>
/// <param name="daemon">The running one.</param>
/// <param name="time">The system's clock, which also dated the file.</param>
internal sealed class CatalogCheck(CatalogOptions options, RunningKit daemon, TimeProvider time) : ICheck
{
    private const string Import = "edgekit catalog import goods.csv (samples are in /usr/share/doc/edgekit), or publish one in the cloud.";

    private static readonly TimeSpan Old = TimeSpan.FromDays(30);

    public string Name => "Catalogue";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken)
    {
        var (kept, isFromCloud, written, wrong) = await CatalogModule.ReadKeptAsync(options, cancellationToken);
        var sold = await daemon.AskAsync("/api/v1/catalog", ContractsJson.Default.CatalogSnapshot, cancellationToken);
        return [wrong is null ? Judge(sold?.Items.Count ?? kept ?? 0, isFromCloud, time.GetUtcNow() - written) : Finding.Warning(Name, $"what was kept of it cannot be read: {wrong}", Import)];
    }

    private DoctorItem Judge(int items, bool isFromCloud, TimeSpan age)
    {
        var seen = string.Create(CultureInfo.InvariantCulture, $"{items} goods, {(isFromCloud ? "from the cloud" : "imported")} {Figure.Span(age)} ago");
        return items == 0 ? Finding.Warning(Name, "nothing is on sale", Import)
            : age > Old ? Finding.Warning(Name, seen, "See whether the prices still hold, and import or publish them again.")
            : Finding.Ok(Name, seen);
    }
}
