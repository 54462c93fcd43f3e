using CsCheck;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Testing;

namespace EdgeKit.Catalog.Tests.Sale;

/// <summary>Whatever comes in whatever order, the catalogue is what a plain list would be.</summary>
public sealed class CatalogModelTests
{
    private static readonly string[] Skus = ["a", "b", "c", "d", "e", "f"];

    private static readonly Gen<CatalogItem> Items = Gen.Select(Gen.OneOf(Skus), Gen.Long[0, 3], Gen.Bool, static (sku, price, isBare) =>
        isBare ? new CatalogItem(sku, $"{sku} {price}", new Contracts.Money(price, "EUR")) : CatalogKit.Item(sku, price));

    private static readonly Gen<CatalogItem[]> Lists = Items.Array[0, 6].Select(static items => items.DistinctBy(static item => item.Sku).ToArray());

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (3, Lists.Select(static items => (Step)new Step.Snapshot(items))),
        (6, Gen.Select(Lists, Gen.OneOf(Skus).Array[0, 3], Gen.Int[0, 5], static (items, removed, stale) => (Step)new Step.Delta(items, removed, stale == 0))),
        (2, Lists.Select(static items => (Step)new Step.Import(items))),
        (2, Gen.Const((Step)new Step.Restart())),
        (1, Gen.Double[0, 1].Select(static at => (Step)new Step.DamageCache(at))),
        (1, Gen.Const((Step)new Step.LoseCache())),
        (1, Gen.Double[0, 1].Select(static at => (Step)new Step.DamageSnapshot(at))));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_what_a_plain_list_would_be() =>
        await Steps.Array[1, 12].SampleAsync(
            static async steps =>
            {
                using var data = new TemporaryDirectory();
                var kit = await CatalogKit.StartAsync(data.Path, Cancel);
                try
                {
                    var model = new Model();
                    foreach (var step in steps)
                    {
                        kit = await PlayAsync(step, kit, data, model);
                        Assert.Equal(model.Items, kit.Items);
                        Assert.All(model.Items, item => Assert.True(kit.Sale.TryFind(item.Sku, out var found) && found == item));
                        Assert.True(model.Version is null || kit.Sale.Version.Current == model.Version);
                    }
                }
                finally
                {
                    await kit.DisposeAsync();
                }
            },
            iter: 60,
            threads: 2);

    private static async Task<CatalogKit> PlayAsync(Step step, CatalogKit kit, TemporaryDirectory data, Model model)
    {
        switch (step)
        {
            case Step.Snapshot(var items):
                await kit.Sale.ReceiveAsync(new CatalogSnapshot(model.Next(), items), Cancel);
                model.Items = [.. items];
                return kit;
            case Step.Import(var items):
                var import = items.Select(static item => new CatalogImportItem(item.Sku, item.Name, item.Price, item.TaxRate, item.Image, item.Category));
                await kit.Sale.ImportAsync(new CatalogImport([.. import]), Cancel);
                model.Items = [.. items];
                model.Version = null;
                return kit;
            case Step.Delta(var changed, var removed, var isStale):
                var from = isStale ? "stale" : kit.Sale.Version.Current;
                var version = $"d{model.Count}";
                Assert.Equal(!isStale, await kit.Sale.ReceiveAsync(new CatalogDelta(from, version, changed, [.. removed.Except(changed.Select(static item => item.Sku))]), Cancel));
                if (!isStale)
                {
                    model.Apply(changed, removed);
                    model.Version = version;
                    model.Count++;
                }

                return kit;
            default:
                await kit.DisposeAsync();
                Damage(step, data);
                return await CatalogKit.StartAsync(data.Path, Cancel);
        }
    }

    // One of the two files at a time: with both gone there is nothing to start from.
    private static void Damage(Step step, TemporaryDirectory data)
    {
        var (path, at) = step switch
        {
            Step.DamageCache cache => (data["catalog/catalog.db"], cache.At),
            Step.DamageSnapshot snapshot => (data["catalog/snapshot.json"], snapshot.At),
            _ => ("", 0),
        };
        if (step is Step.LoseCache)
        {
            File.Delete(data["catalog/catalog.db"]);
        }
        else if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            file.Position = (long)(at * (file.Length - 1));
            var was = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)~was);
        }
    }

    private abstract record Step
    {
        internal sealed record Snapshot(CatalogItem[] Items) : Step;

        internal sealed record Delta(CatalogItem[] Changed, string[] Removed, bool IsStale) : Step;

        internal sealed record Import(CatalogItem[] Items) : Step;

        internal sealed record Restart : Step;

        internal sealed record DamageCache(double At) : Step;

        internal sealed record LoseCache : Step;

        internal sealed record DamageSnapshot(double At) : Step;
    }

    private sealed class Model
    {
        public List<CatalogItem> Items { get; set; } = [];

        /// <summary>Null after an import, whose version follows from its items.</summary>
        public string? Version { get; set; }

        public int Count { get; set; }

        public string Next() => Version = $"s{Count++}";

        public void Apply(CatalogItem[] changed, string[] removed)
        {
            Items.RemoveAll(item => removed.Contains(item.Sku) && !Array.Exists(changed, other => other.Sku == item.Sku));
            foreach (var item in changed)
            {
                var at = Items.FindIndex(other => other.Sku == item.Sku);
                if (at < 0)
                {
                    Items.Add(item);
                }
                else
                {
                    Items[at] = item;
                }
            }
        }
    }
}
