using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Tiles;

/// <summary>What is left on the table, and what to fetch next.</summary>
internal sealed class StockTile(LedgerWriter writer, ICatalogView catalog) : ITile
{
    /// <summary>So few are nearly none.</summary>
    private const int Low = 3;

    private const int Shown = 500;

    public string Id => "stock";

    public int Place => 30;

    private IEnumerable<StockLevel> Levels => catalog.Skus.Select(sku => writer.Stock[sku]);

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>(Left(Levels));

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var levels = Levels.OrderBy(static level => level.Available).ThenBy(static level => level.Sku, StringComparer.Ordinal).ToList();
        var gone = levels.Where(static level => level.Available <= 0).ToList();
        var low = levels.Where(static level => level.Available is > 0 and <= Low).ToList();
        var missing = levels.Where(static level => level.Deficit > 0).ToList();
        var (light, sentence, next) = (levels.Count, missing, gone, low) switch
        {
            (0, _, _, _) => (TileLight.Dark, "Nothing is on sale.", "Import a catalogue: edgekit catalog import FILE."),
            (_, [var first, ..], _, _) => (TileLight.Red, $"{Say.Count(missing.Count, "good was", "goods were")} counted short.", $"Count {Name(first)} again: {first.Deficit} sold or promised that are not there."),
            (_, _, [var first, ..], _) => (TileLight.Amber, $"{Say.Count(gone.Count, "good is", "goods are")} sold out.", $"Fetch {Names(gone)}{(first.Frozen > 0 ? ", or wait for the cloud: some rights are frozen" : "")}."),
            (_, _, _, [_, ..]) => (TileLight.Amber, $"{Say.Count(low.Count, "good is", "goods are")} nearly gone.", $"Restock {string.Join(", ", low.Take(3).Select(level => string.Create(CultureInfo.InvariantCulture, $"{Name(level)}: {level.Available} left")))}."),
            _ => (TileLight.Green, "There is enough of everything.", null),
        };
        var rows = levels.Take(Shown).Select(level => new TileRow(Name(level), Words(level), level.Deficit > 0 ? TileLight.Red : level.Available <= Low ? TileLight.Amber : TileLight.Green));
        return ValueTask.FromResult(new Tile(
            Id, "Stock", light, (gone.Count + low.Count).ToString(CultureInfo.InvariantCulture), $"of {Say.Count(levels.Count, "good")} low or gone", sentence, next, Left(levels), [new TileSection("On the table", [.. rows])]));
    }

    private static long Left(IEnumerable<StockLevel> levels) => levels.Sum(static level => Math.Max(0, level.Available));

    private string Name(StockLevel level) => catalog.TryFind(level.Sku, out var item) ? item.Name : level.Sku;

    private string Names(List<StockLevel> levels) => levels.Count <= 3
        ? string.Join(", ", levels.Select(Name))
        : $"{string.Join(", ", levels.Take(3).Select(Name))} and {levels.Count - 3} more";

    private static string Words(StockLevel level)
    {
        List<string> words = [string.Create(CultureInfo.InvariantCulture, $"{level.Available} left")];
        Add(level.Held, "held");
        Add(level.Sold, "sold");
        Add(level.Granted, "granted");
        Add(level.Frozen, "frozen until the cloud is heard");
        Add(level.Deficit, "missing");
        return string.Join(", ", words);

        void Add(long count, string what)
        {
            if (count > 0)
            {
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {what}"));
            }
        }
    }
}
