using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Testing;
using EdgeKit.Uplink.Budget;
using EdgeKit.Uplink.Tiles;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeKit.Uplink.Tests.Budget;

public sealed class DataBudgetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestClock _time = new();
    private DataBudget _budget;

    public DataBudgetTests()
    {
        Count(0);
        _budget = Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _budget.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_the_interface_counts_adds_up_and_survives_a_restart()
    {
        await _budget.RunOnceAsync(Cancel);
        Count(300_000_000);
        await _budget.RunOnceAsync(Cancel);
        Count(500_000_000);
        _time.Advance(TimeSpan.FromMinutes(11));
        await _budget.RunOnceAsync(Cancel);
        Assert.Equal(500_000_000, _budget.Used!.Bytes);

        // The board starts again: the modem counts from 0, and the first look only says where it stands.
        _budget.Dispose();
        Count(1_000_000);
        _budget = Start();
        await _budget.RunOnceAsync(Cancel);
        Count(21_000_000);
        await _budget.RunOnceAsync(Cancel);
        Assert.Equal(520_000_000, _budget.Used!.Bytes);
    }

    [Fact]
    public async Task A_modem_that_goes_away_and_comes_back_is_counted_on()
    {
        await _budget.RunOnceAsync(Cancel);
        Count(100);
        await _budget.RunOnceAsync(Cancel);
        File.Delete(Counter("rx_bytes"));
        await _budget.RunOnceAsync(Cancel);
        Count(40);
        await _budget.RunOnceAsync(Cancel);

        Assert.Equal(140, _budget.Used!.Bytes);
    }

    [Fact]
    public async Task The_stage_is_told_and_a_new_month_begins_anew()
    {
        var told = new List<DataStage>();
        using var subscription = _budget.Stage.Subscribe(told.Add);
        await _budget.RunOnceAsync(Cancel);
        Count(900_000_000);
        await _budget.RunOnceAsync(Cancel);
        Count(980_000_000);
        await _budget.RunOnceAsync(Cancel);
        Assert.Equal([DataStage.Saving, DataStage.OrdersOnly], told);

        _time.Advance(TimeSpan.FromDays(32));
        await _budget.RunOnceAsync(Cancel);
        Assert.Equal((DataStage.Ample, 0), (_budget.Stage.Current, _budget.Used!.Bytes));
    }

    [Fact]
    public async Task The_card_is_written_rarely()
    {
        await _budget.RunOnceAsync(Cancel);
        var written = File.GetLastWriteTimeUtc(UsedFile);
        Write(UsedFile, "as it was");
        for (var look = 0; look < 20; look++)
        {
            Count(look * 1000);
            await _budget.RunOnceAsync(Cancel);
        }

        Assert.Equal("as it was", await File.ReadAllTextAsync(UsedFile, Cancel));
        Assert.NotEqual(default, written);
    }

    [Fact]
    public async Task A_damaged_file_is_said_and_counting_goes_on()
    {
        Write(UsedFile, "{");
        await _budget.RunOnceAsync(Cancel);
        Count(7);
        await _budget.RunOnceAsync(Cancel);

        Assert.Equal(7, _budget.Used!.Bytes);
    }

    [Theory]
    [InlineData(DataStage.Ample, TileLight.Green, false)]
    [InlineData(DataStage.Thrifty, TileLight.Amber, true)]
    [InlineData(DataStage.Saving, TileLight.Amber, true)]
    [InlineData(DataStage.OrdersOnly, TileLight.Red, true)]
    public void The_tile_says_what_is_left_and_what_has_stopped(DataStage stage, TileLight light, bool asks)
    {
        var now = DateTimeOffset.Parse("2026-11-16T00:00:00Z", CultureInfo.InvariantCulture);
        var tile = DataTile.Of(stage, 1_800_000_000, 5_000_000_000, BillingMonth.Of(now, 1), now);

        Assert.Equal((light, "3.2 GB", asks), (tile.Light, tile.Figure, tile.Next is not null));
        Assert.Contains(new TileRow("Month is over to", "50%"), tile.Details!.Single().Rows);
    }

    [Fact]
    public void A_cap_needs_the_interface_that_is_counted()
    {
        var settings = TestSettings.Of("/nowhere", ("uplink.dataCap", "5GB"));

        Assert.Equal(5_000_000_000, settings.Read("uplink", UplinkOptions.Read).DataCap);
        Assert.Contains("interface", Assert.Single(settings.Errors), StringComparison.Ordinal);
    }

    private string UsedFile => Path.Combine(_directory.Path, "data-used.json");

    private string Counter(string name) => Path.Combine(_directory.Path, "statistics", name);

    private void Count(long bytes)
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "statistics"));
        Write(Counter("rx_bytes"), string.Create(CultureInfo.InvariantCulture, $"{bytes - (bytes / 4)}\n"));
        Write(Counter("tx_bytes"), string.Create(CultureInfo.InvariantCulture, $"{bytes / 4}\n"));
    }

    private static void Write(string path, string text)
    {
        using var file = new StreamWriter(path);
        file.Write(text);
    }

    private DataBudget Start()
    {
        var settings = TestSettings.Of(_directory.Path, ("uplink.dataCap", "1GB"), ("uplink.interface", "wwan0"));
        return new DataBudget(
            settings.Read("uplink", UplinkOptions.Read), settings, new InterfaceCounter(Path.Combine(_directory.Path, "statistics")),
            new KitClock(_time, new TestDiscipline(), Guid.Empty, _time.GetUtcNow()), new Random(1), _time, new FakeLogger<DataBudget>());
    }
}
