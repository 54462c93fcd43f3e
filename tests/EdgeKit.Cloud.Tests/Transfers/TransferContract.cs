using EdgeKit.Cloud.Tests.Support;

namespace EdgeKit.Cloud.Tests.Transfers;

/// <summary>Rights that kits give one another without the cloud, of which it hears from both in any order.</summary>
public abstract class TransferContract(StoreSource stores) : IAsyncLifetime
{
    private static readonly Guid Transfer = Guid.Parse("7a000000-0000-4000-8000-000000000001");

    private readonly KitLog _donor = new("kit-1");
    private readonly KitLog _receiver = new("kit-2");
    private readonly KitLog _other = new("kit-3");
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
        _donor.Receive("TEA", 10);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task What_one_gave_is_on_its_way_until_the_other_took_it()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        await PushAsync(_donor);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 6, 4, 0), (tea.Total, tea.Outstanding, tea.InTransit, tea.Unexplained));
        var transit = Assert.Single((await _cloud.ExplainAsync("TEA")).Transit);
        Assert.Equal((Transfer, 4, "kit-1", "kit-2", _receiver.Incarnation), (transit.TransferId, transit.Quantity, transit.FromKit, transit.ToKit, transit.ToIncarnation));

        await PushAsync(_receiver);

        tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 10, 0, 0, 0), (tea.Total, tea.Outstanding, tea.InTransit, tea.Pool, tea.Unexplained));
        Assert.Equal((6, 4), ((await _cloud.ShareAsync(_donor, "TEA")).Held, (await _cloud.ShareAsync(_receiver, "TEA")).Held));
        Assert.Empty((await _cloud.ExplainAsync("TEA")).Transit);
    }

    [Fact]
    public async Task The_taking_in_may_be_heard_of_first()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        await _cloud.PushAsync(_donor, 1, 1);
        await PushAsync(_receiver);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 14, -4, 0), (tea.Total, tea.Outstanding, tea.InTransit, tea.Unexplained));
        Assert.Equal(-4, Assert.Single((await _cloud.ExplainAsync("TEA")).Transit).Quantity);

        await _cloud.PushAsync(_donor, 2, 2);

        tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 0, 0), (tea.Outstanding, tea.InTransit, tea.Unexplained));
    }

    [Fact]
    public async Task Rights_from_another_kit_may_go_back_to_the_pool()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        _receiver.GiveBack("TEA", 3, 3);
        await PushAsync(_receiver);
        await PushAsync(_donor);

        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((3, 7, 0), (tea.Pool, tea.Outstanding, tea.Unexplained));
        Assert.Empty(await _cloud.SetAsideAsync(_receiver));
    }

    [Theory]
    [InlineData(true, false, "TEA", 3, "4 of TEA were given and 3 of TEA")]
    [InlineData(false, false, "TEA", 3, "4 of TEA were given and 3 of TEA")]
    [InlineData(true, false, "CAKE", 4, "4 of TEA were given and 4 of CAKE")]
    [InlineData(false, true, "TEA", 4, "given to kit-2")]
    [InlineData(true, true, "TEA", 4, "given to kit-2")]
    public async Task A_taking_in_that_does_not_fit_is_set_aside_whatever_is_heard_of_first(
        bool donorFirst, bool byOther, string sku, int quantity, string why)
    {
        var taker = byOther ? _other : _receiver;
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        taker.TakeIn(Transfer, sku, quantity, _donor, 2);

        await PushAsync(donorFirst ? _donor : taker);
        await PushAsync(donorFirst ? taker : _donor);

        Assert.Contains(why, Assert.Single(await _cloud.SetAsideAsync(taker)).Why, StringComparison.Ordinal);
        Assert.Equal(1, (await _cloud.LogAsync(taker)).Quarantined);
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((6, 4, 0, 0), (tea.Outstanding, tea.InTransit, tea.Deficit, tea.Unexplained));
    }

    [Fact]
    public async Task A_taking_in_by_another_donors_word_is_set_aside()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _other);
        await PushAsync(_receiver);
        await PushAsync(_donor);

        Assert.Contains("given by kit-1", Assert.Single(await _cloud.SetAsideAsync(_receiver)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_that_say_they_took_it_in_the_one_that_it_was_given_to_did()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        _other.TakeIn(Transfer, "TEA", 4, _donor, 2);
        await PushAsync(_other);
        await PushAsync(_receiver);
        Assert.Contains("another log", Assert.Single(await _cloud.SetAsideAsync(_receiver)).Why, StringComparison.Ordinal);

        await PushAsync(_donor);

        Assert.Contains("given to kit-2", Assert.Single(await _cloud.SetAsideAsync(_other)).Why, StringComparison.Ordinal);
        Assert.Empty(await _cloud.SetAsideAsync(_receiver));
        Assert.Equal((1, 0), ((await _cloud.LogAsync(_other)).Quarantined, (await _cloud.LogAsync(_receiver)).Quarantined));
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 0, 0), (tea.Outstanding, tea.InTransit, tea.Unexplained));
        Assert.Equal((4, 0), ((await _cloud.ShareAsync(_receiver, "TEA")).Held, (await _cloud.ShareAsync(_other, "TEA")).Held));
    }

    [Fact]
    public async Task A_transfer_counts_once_at_each_kit()
    {
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _donor.SendOn(Transfer, "TEA", 4, _receiver);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        _receiver.TakeIn(Transfer, "TEA", 4, _donor, 2);
        await PushAsync(_donor);
        await PushAsync(_receiver);
        _donor.SendOn(Transfer, "TEA", 1, _other);
        await _cloud.PushAsync(_donor, 4, 4);

        Assert.Equal(2, (await _cloud.SetAsideAsync(_donor)).Count);
        Assert.Single(await _cloud.SetAsideAsync(_receiver));
        var tea = await _cloud.LedgerAsync("TEA");
        Assert.Equal((10, 0, 0), (tea.Outstanding, tea.InTransit, tea.Unexplained));
    }

    [Fact]
    public async Task Whatever_the_order_in_which_records_come_the_ledger_is_the_same()
    {
        var random = new Random(11);
        var ledgers = new List<string>();
        for (var round = 0; round < 8; round++)
        {
            await using var cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
            var logs = Logs();
            var next = new long[logs.Length];
            for (var left = logs.Sum(static log => log.Records.Count); left > 0;)
            {
                var index = random.Next(logs.Length);
                if (next[index] < logs[index].Records.Count)
                {
                    next[index]++;
                    left--;
                    Assert.Equal(next[index], (await cloud.PushAsync(logs[index], next[index], next[index])).AckSeq);
                }
            }

            var (ledger, setAside) = (await cloud.LedgerAsync("TEA"), 0L);
            foreach (var log in logs)
            {
                setAside += (await cloud.LogAsync(log)).Quarantined;
            }

            Assert.Equal(0, ledger.Unexplained);
            ledgers.Add($"{ledger with { ByKit = null }} {string.Join(' ', ledger.ByKit!.SelectMany(static kit => kit.Logs))} {setAside}");
        }

        Assert.Single(ledgers.Distinct(StringComparer.Ordinal));
    }

    /// <summary>Three kits, five transfers: two in order, one with another quantity, one taken by the wrong kit, one by both.</summary>
    private static KitLog[] Logs()
    {
        KitLog[] logs = [Log(1), Log(2), Log(3)];
        Array.ForEach(logs, static log => log.Receive("TEA", 20));
        var ids = Enumerable.Range(10, 5).Select(static id => Guid.Parse($"7a000000-0000-4000-8000-0000000000{id}")).ToList();
        logs[0].SendOn(ids[0], "TEA", 3, logs[1]);
        logs[1].TakeIn(ids[0], "TEA", 3, logs[0]);
        logs[1].SendOn(ids[1], "TEA", 2, logs[2]);
        logs[2].TakeIn(ids[1], "TEA", 2, logs[1]);
        logs[2].SendOn(ids[2], "TEA", 5, logs[0]);
        logs[0].TakeIn(ids[2], "TEA", 4, logs[2]);
        logs[0].SendOn(ids[3], "TEA", 1, logs[1]);
        logs[2].TakeIn(ids[3], "TEA", 1, logs[0]);
        logs[1].SendOn(ids[4], "TEA", 6, logs[0]);
        logs[0].TakeIn(ids[4], "TEA", 6, logs[1]);
        logs[2].TakeIn(ids[4], "TEA", 6, logs[1]);
        return logs;

        static KitLog Log(int kit) => new($"kit-{kit}", Guid.Parse($"10000000-0000-4000-8000-00000000000{kit}"));
    }

    private async Task PushAsync(KitLog log) =>
        Assert.Equal(log.Records.Count, (await _cloud.PushAsync(log, 1, log.Records.Count)).AckSeq);
}
