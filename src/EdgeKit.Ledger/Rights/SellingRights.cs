using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Ledger.Rights;

/// <summary>The kit's selling rights, for the way to the cloud.</summary>
internal sealed partial class SellingRights(LedgerWriter writer, ICatalogView catalog, ILogger<SellingRights> logger) : IStockRights
{
    /// <summary>So that a large entry shares the disk with orders. All numbers are cumulative: half an entry is as good as none or all.</summary>
    private const int AtOnce = 500;

    private const long MostUnits = 1_000_000_000;
    private const int LongestSku = 64;

    private readonly ILogger _logger = logger;

    /// <inheritdoc />
    public ISignal<long> Needs => writer.Demand.Needs;

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(StockRights rights, CancellationToken cancellationToken)
    {
        if (rights.Incarnation != writer.Incarnation)
        {
            LogOther(rights.Incarnation, writer.Incarnation);
            return;
        }

        var sound = rights.Skus.Where(IsSound).ToList();
        if (sound.Count < rights.Skus.Count)
        {
            LogUnsound(rights.Skus.Count - sound.Count);
        }

        var sellFor = SellFor(rights.SellForSeconds);
        foreach (var part in sound.Chunk(AtOnce).DefaultIfEmpty([]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.RunAsync(new ApplyRights(part, sellFor));
        }

        writer.Selling.SetLimit(sellFor);
    }

    /// <inheritdoc />
    public void Heard() => writer.Selling.Heard();

    /// <inheritdoc />
    public RightsReport? Report(TimeSpan offline) =>
        writer.Demand.Changed(catalog.Skus) is { Count: > 0 } changed ? new RightsReport(offline.TotalSeconds, changed) : null;

    /// <inheritdoc />
    public void Reported(RightsReport report) => writer.Demand.Told(report.Skus);

    // One bad item is set aside and holds up no other.
    private static bool IsSound(StockRight? right) => right is { Sku.Length: > 0 and <= LongestSku, Granted: >= 0 and <= MostUnits, ReturnTo: >= 0 and <= MostUnits };

    private static TimeSpan? SellFor(long? seconds) =>
        seconds is { } given ? TimeSpan.FromSeconds(Math.Clamp(given, 0, (long)SellingTime.Longest.TotalSeconds)) : null;

    [LoggerMessage(2020, LogLevel.Information, "The cloud sent selling rights for the log {Other}, and this is {Own}: they stay there")]
    private partial void LogOther(Guid other, Guid own);

    [LoggerMessage(2021, LogLevel.Warning, "The cloud sent {Count} selling rights without a SKU or with impossible numbers; passed over")]
    private partial void LogUnsound(int count);
}
