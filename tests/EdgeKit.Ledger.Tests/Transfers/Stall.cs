using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Stock;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Tests.Stock;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Transfers;

/// <summary>A kit that can lose its power: what its disk holds at that moment is all that is left of it.</summary>
internal sealed class Stall : IAsyncDisposable
{
    private readonly string _kit;
    private TemporaryDirectory _directory = new();

    private Stall(string kit) => _kit = kit;

    public OpenLedger Ledger { get; private set; } = null!;

    public IStockTransfers Transfers => Ledger.Transfers;

    public string Kit => _kit;

    public long Available(string sku = "tea") => Ledger.Writer.Stock[sku].Available;

    public StockCounters Counters(string sku = "tea") => OpenLedger.CountersIn(_directory).GetValueOrDefault(sku);

    public static async Task<Stall> OpenAsync(string kit)
    {
        var stall = new Stall(kit);
        await stall.OpenLedgerAsync();
        return stall;
    }

    /// <summary>An id of a transfer or of a log.</summary>
    public static Guid Id(int number) => Guid.Parse($"019de2a1-0000-7000-8000-{number:x12}");

    /// <summary>The request of <paramref name="receiver"/> to this kit.</summary>
    public TransferRequest AskedBy(Stall receiver, Guid id, long quantity, string sku = "tea") =>
        new(id, sku, quantity, _kit, Transfers.Incarnation, receiver._kit, receiver.Transfers.Incarnation);

    /// <summary>Takes the power away: nothing is closed, the files are taken as they lie.</summary>
    public async Task CrashAsync()
    {
        var after = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(_directory.Path).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, after[Path.GetFileName(file)]);
        }

        await Ledger.DisposeAsync();
        _directory.Dispose();
        _directory = after;
        await OpenLedgerAsync();
    }

    /// <summary>The log says the same as the counters.</summary>
    public async Task VerifyAsync()
    {
        var replayed = StockReplay.Of(await Ledger.RecordsAsync());
        Assert.Equal(replayed.OrderBy(static sku => sku.Key), OpenLedger.CountersIn(_directory).OrderBy(static sku => sku.Key));
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Open for an hour, so that it knows what it does not need itself.</summary>
    private async Task OpenLedgerAsync()
    {
        var time = new TestClock();
        Ledger = await OpenLedger.OpenAsync(_directory, time, kit: _kit);
        time.Advance(TimeSpan.FromHours(1));
    }
}
