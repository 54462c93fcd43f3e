using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Contracts.Market;
using EdgeKit.Daemon.Doctor;
using EdgeKit.Market;
using EdgeKit.Testing;

namespace EdgeKit.Daemon.Tests.Doctor;

public sealed class MarketCheckTests : IAsyncLifetime
{
    private static readonly MarketKit Near = new("kit-18", "Row D", "10.0.0.18:8484", 2, new Dictionary<string, long>(StringComparer.Ordinal));
    private static readonly PendingTransfer Open = new(new Guid(1, 0, 0, new byte[8]), "chai", 3, "kit-19", "kit-19 is not on this network");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string KeyFile => _directory["market.key"];

    public async ValueTask InitializeAsync() => await MarketModule.WriteKeyAsync(KeyFile, Cancel);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<MarketView, DoctorState, string, string> Views => new()
    {
        { View([Near]), DoctorState.Ok, "in touch with 1 kit: kit-18 (Row D)", "" },
        { View([]), DoctorState.Warning, "no other kit answers", "client isolation" },
        { View([Near], strangers: 2), DoctorState.Warning, "2 devices called with another key", "Compare" },
        { View([Near], pending: [Open]), DoctorState.Warning, "1 transfer without an answer", "Bring kit-19 back" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task What_the_daemon_says_of_the_others_is_told_with_what_to_do(MarketView view, DoctorState state, string seen, string fix)
    {
        using var daemon = new FakeDaemon().Says("/api/v1/market", JsonSerializer.Serialize(view, ContractsJson.Default.MarketView)).Run();

        var items = await new MarketCheck(Options(), daemon).LookAsync(Cancel);

        Assert.Equal(2, items.Count);
        Assert.Equal(state, items[0].State);
        var item = items.Single(item => item.Evidence.Contains(seen, StringComparison.Ordinal));
        Assert.Equal(state, item.State);
        Assert.Contains(fix, item.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, DoctorState.Ok)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, DoctorState.Ok)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupWrite, DoctorState.Fault)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, DoctorState.Fault)]
    public async Task A_key_that_others_may_read_is_a_fault(UnixFileMode mode, DoctorState state)
    {
        var options = Options();
        File.SetUnixFileMode(KeyFile, mode);
        using var daemon = new FakeDaemon().Says("/api/v1/market", JsonSerializer.Serialize(View([Near]), ContractsJson.Default.MarketView)).Run();

        var items = await new MarketCheck(options, daemon).LookAsync(Cancel);

        Assert.Equal(state, items[0].State);
        var key = items.Single(item => item.Evidence.Contains(KeyFile, StringComparison.Ordinal));
        Assert.Equal(state, key.State);
        Assert.Contains($"night-market, key {options.Fingerprint}", key.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_daemon_nobody_knows_who_answers()
    {
        using var daemon = RunningKit.None("no daemon runs on /data");

        Assert.Equal([DoctorState.Unknown, DoctorState.Ok], (await new MarketCheck(Options(), daemon).LookAsync(Cancel)).Select(static item => item.State).OrderByDescending(static state => state == DoctorState.Unknown));
    }

    [Fact]
    public async Task A_kit_without_a_market_is_well()
    {
        using var daemon = RunningKit.None("no daemon runs on /data");

        Assert.Equal(DoctorState.Ok, Assert.Single(await new MarketCheck(TestSettings.Of(_directory.Path).Read("market", MarketOptions.Read), daemon).LookAsync(Cancel)).State);
    }

    private static MarketView View(IReadOnlyList<MarketKit> kits, int strangers = 0, IReadOnlyList<PendingTransfer>? pending = null) => new("night-market", "0123abcd", kits, strangers, pending ?? [], []);

    private MarketOptions Options() => TestSettings.Of(_directory.Path, ("market.id", "night-market"), ("market.keyFile", KeyFile)).Read("market", MarketOptions.Read);
}
