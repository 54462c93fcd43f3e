using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Testing;
using static EdgeKit.Catalog.Tests.CatalogKit;

namespace EdgeKit.Catalog.Tests.Sale;

public sealed class CatalogSaleTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeStock _stock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Cache => _data["catalog/catalog.db"];

    private string Snapshot => _data["catalog/snapshot.json"];

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_new_kit_sells_nothing_and_complains_of_nothing()
    {
        await using var kit = await StartAsync();

        Assert.Empty(kit.Items);
        Assert.Empty(kit.Warnings);
        Assert.False(kit.Sale.TryFind("a", out _));
    }

    [Fact]
    public async Task An_import_says_what_it_did()
    {
        await using var kit = await StartAsync();

        var first = await kit.Sale.ImportAsync(new CatalogImport([Imported("a", stock: 5), Imported("b"), Imported("c", stock: 0)]), Cancel);
        var second = await kit.Sale.ImportAsync(new CatalogImport([Imported("b", stock: 7), Imported("a", 600, stock: 9), Imported("d")]), Cancel);

        Assert.Equal((3, 3, 0, 0, 1), (first.Items, first.Added, first.Changed, first.Removed, first.Opened));
        Assert.Equal(["b", "c"], first.WithoutStock);
        Assert.Equal((3, 1, 1, 1, 1), (second.Items, second.Added, second.Changed, second.Removed, second.Opened));
        Assert.Equal(["d"], second.WithoutStock);
        Assert.Equal(["b", "a", "d"], kit.Items.Select(static item => item.Sku));
        Assert.Equal(5, _stock.Counts["a"]);
        Assert.Equal(second.Version, kit.Sale.Version.Current);
    }

    [Fact]
    public async Task The_same_import_twice_changes_nothing()
    {
        await using var kit = await StartAsync();
        var import = new CatalogImport([Imported("a", stock: 5)]);
        var first = await kit.Sale.ImportAsync(import, Cancel);
        var view = kit.Sale.View;

        var second = await kit.Sale.ImportAsync(import, Cancel);

        Assert.Same(view, kit.Sale.View);
        Assert.Equal((first.Version, 0, 0, 0, 0), (second.Version, second.Added, second.Changed, second.Removed, second.Opened));
    }

    [Fact]
    public async Task A_wrong_import_changes_nothing()
    {
        await using var kit = await StartAsync();
        await kit.Sale.ImportAsync(new CatalogImport([Imported("a")]), Cancel);

        var wrong = new CatalogImport([Imported("b"), Imported("c") with { Price = new Money(1, "USD") }]);
        var exception = await Assert.ThrowsAsync<FormatException>(async () => await kit.Sale.ImportAsync(wrong, Cancel));

        Assert.Equal("items[1].price.currency: 'USD' is not what this kit sells in; expected EUR", exception.Message);
        Assert.Equal(["a"], kit.Items.Select(static item => item.Sku));
    }

    [Fact]
    public async Task A_delta_follows_from_the_version_on_sale_or_is_refused()
    {
        await using var kit = await StartAsync();
        await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a"), Item("b"), Item("c")]), Cancel);

        Assert.True(await kit.Sale.ReceiveAsync(new CatalogDelta("1", "2", [Item("d"), Item("b", 700)], ["a", "unknown"]), Cancel));
        Assert.False(await kit.Sale.ReceiveAsync(new CatalogDelta("1", "3", [], ["b"]), Cancel));

        Assert.Equal([Item("b", 700), Item("c"), Item("d")], kit.Items);
        Assert.Equal("2", kit.Sale.Version.Current);
    }

    [Fact]
    public async Task An_import_stays_until_the_cloud_publishes_next()
    {
        await using var kit = await StartAsync();
        await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a")]), Cancel);

        await kit.Sale.ImportAsync(new CatalogImport([Imported("b")]), Cancel);
        Assert.Equal(["b"], kit.Items.Select(static item => item.Sku));
        Assert.Single(kit.Log.GetSnapshot(), static record => record.Id.Id == 3006);

        Assert.False(await kit.Sale.ReceiveAsync(new CatalogDelta("1", "2", [Item("c")], []), Cancel));
        await kit.Sale.ReceiveAsync(new CatalogSnapshot("2", [Item("a"), Item("c")]), Cancel);
        Assert.Equal(["a", "c"], kit.Items.Select(static item => item.Sku));
    }

    [Fact]
    public async Task What_the_cloud_sends_wrong_is_left_out_and_the_rest_sold()
    {
        await using var kit = await StartAsync();

        await kit.Sale.ReceiveAsync(
            new CatalogSnapshot("1", [Item("a"), Item("b") with { Price = new Money(1, "USD") }, Item("../c"), Item("a", 9), Item("d") with { Name = "" }]), Cancel);

        Assert.Equal([Item("a")], kit.Items);
        Assert.Equal([3005], kit.Warnings);
        Assert.True(await kit.Sale.ReceiveAsync(new CatalogDelta("1", "2", [Item("a", -1)], []), Cancel));
        Assert.Empty(kit.Items);
    }

    [Fact]
    public async Task Pages_hear_of_a_change()
    {
        await using var kit = await StartAsync();
        using var listener = kit.Events.Listen(lastEventId: null, out _);

        await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a"), Item("b")]), Cancel);

        Assert.True(listener.Events.TryRead(out var said));
        Assert.Equal(("catalog", """{"version":"1","items":2}"""), (said.Type, System.Text.Json.JsonSerializer.Serialize(said.Value, said.TypeInfo)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Whatever_happens_to_one_file_everything_is_on_sale_after_a_restart(bool isSnapshot, bool isGone)
    {
        await using (var kit = await StartAsync())
        {
            await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a"), Item("b")]), Cancel);
            await kit.Sale.ReceiveAsync(new CatalogDelta("1", "2", [Item("c")], ["a"]), Cancel);
        }

        var path = isSnapshot ? Snapshot : Cache;
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            Flip(path, Array.LastIndexOf(await File.ReadAllBytesAsync(path, Cancel), (byte)'c'));
        }

        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var kit = await StartAsync();
            Assert.Equal([Item("b"), Item("c")], kit.Items);
            Assert.Equal("2", kit.Sale.Version.Current);
            Assert.True(await kit.Sale.ReceiveAsync(new CatalogDelta("2", "2", [], []), Cancel));
        }
    }

    [Fact]
    public async Task With_both_files_damaged_the_kit_starts_with_nothing_and_says_so()
    {
        await using (var kit = await StartAsync())
        {
            await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a"), Item("b")]), Cancel);
        }

        Flip(Snapshot, 100);
        Flip(Cache, 20_000);

        await using var again = await StartAsync();
        Assert.Empty(again.Items);
        Assert.Equal([1011, 3003], again.Warnings.Order());
        await again.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a"), Item("b")]), Cancel);
        Assert.Equal(2, again.Items.Count);
    }

    [Fact]
    public async Task A_directory_in_place_of_the_snapshot_harms_only_the_change()
    {
        await using var kit = await StartAsync();
        await kit.Sale.ReceiveAsync(new CatalogSnapshot("1", [Item("a")]), Cancel);
        File.Delete(Snapshot);
        Directory.CreateDirectory(Path.Combine(Snapshot, "x"));

        await Assert.ThrowsAnyAsync<SystemException>(async () => await kit.Sale.ReceiveAsync(new CatalogSnapshot("2", [Item("b")]), Cancel));

        Assert.Equal([Item("a")], kit.Items);
        await using var again = await StartAsync();
        Assert.Empty(again.Items);
    }

    [Fact]
    public async Task A_picture_that_nothing_shows_goes_at_the_change_after_the_next()
    {
        await using var kit = await StartAsync();
        Directory.CreateDirectory(kit.Options.PictureDirectory);
        var kept = Put(new string('a', 32) + ".png");
        var unused = Put(new string('b', 32) + ".png");

        await kit.Sale.ImportAsync(new CatalogImport([Imported("a", image: "/api/v1/catalog/images/" + kept)]), Cancel);
        Assert.True(File.Exists(Path.Combine(kit.Options.PictureDirectory, unused)));
        await kit.Sale.ImportAsync(new CatalogImport([Imported("a", 700, image: "/api/v1/catalog/images/" + kept)]), Cancel);

        Assert.Equal([kept], Directory.EnumerateFiles(kit.Options.PictureDirectory).Select(Path.GetFileName));

        string Put(string name)
        {
            File.Create(Path.Combine(kit.Options.PictureDirectory, name)).Dispose();
            return name;
        }
    }

    private static void Flip(string path, int at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        var was = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(was ^ 1));
    }

    private Task<CatalogKit> StartAsync() => CatalogKit.StartAsync(_data.Path, Cancel, _stock);
}
