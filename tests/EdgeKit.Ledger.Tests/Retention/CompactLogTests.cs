using EdgeKit.Ledger.Retention;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Retention;

public sealed class CompactLogTests : IDisposable
{
    private const int Keep = 7 * 24 * 3600;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_the_cloud_does_not_have_stays_however_old()
    {
        await using var ledger = await FilledAsync(200);

        Assert.Equal(0, await CompactAsync(ledger, 100 * Keep));
        Assert.Equal(0, await CompactAsync(ledger, 100 * Keep));
        Assert.Equal(1, ledger.Writer.Oldest);
    }

    [Fact]
    public async Task A_confirmed_record_goes_after_seven_days_of_uptime_and_not_before()
    {
        await using var ledger = await FilledAsync(200);
        await ledger.AcknowledgeAsync(150);

        Assert.Equal(0, await CompactAsync(ledger, 60));
        Assert.Equal(0, await CompactAsync(ledger, Keep - 61));
        Assert.Equal(137, await CompactAsync(ledger, 61));

        Assert.Equal(138, ledger.Writer.Oldest);
        Assert.Equal(138, (await ledger.RecordsAsync())[0].Seq);
    }

    [Fact]
    public async Task The_newest_stay_whatever_their_age()
    {
        await using var ledger = await FilledAsync(200);
        await ledger.AcknowledgeAsync(201);
        await CompactAsync(ledger, 1);

        await ledger.Writer.RunAsync(new CompactLog(Keep, Keep, keepRecords: 150));

        Assert.Equal(52, ledger.Writer.Oldest);
    }

    [Fact]
    public async Task A_cloud_that_went_back_keeps_what_it_lacks()
    {
        await using var ledger = await FilledAsync(200);
        await ledger.AcknowledgeAsync(150);
        await CompactAsync(ledger, 1);
        await ledger.AcknowledgeAsync(20);

        Assert.Equal(0, await CompactAsync(ledger, Keep));
        Assert.Equal(20, await CompactAsync(ledger, Keep));
        Assert.Equal(21, ledger.Writer.Oldest);
    }

    [Fact]
    public async Task A_compacted_ledger_opens_again_and_sells_on()
    {
        await using (var ledger = await FilledAsync(200))
        {
            await ledger.AcknowledgeAsync(201);
            await CompactAsync(ledger, 1);
            await CompactAsync(ledger, Keep);
            Assert.Equal(138, ledger.Writer.Oldest);
        }

        await using var again = await OpenLedger.OpenAsync(_directory);

        Assert.Equal(138, again.Writer.Oldest);
        Assert.IsType<CommandResult.Accepted>(await again.SubmitAsync("new", ("tea", 1)));
        Assert.Equal(202, again.Writer.Head.Current);
    }

    private static Task<int> CompactAsync(OpenLedger ledger, long uptime) => ledger.Writer.RunAsync(new CompactLog(uptime, Keep, keepRecords: 0));

    private async Task<OpenLedger> FilledAsync(int orders)
    {
        var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 10_000);
        await Task.WhenAll(Enumerable.Range(0, orders).Select(number => ledger.SubmitAsync($"k{number}", ("tea", 1))));
        return ledger;
    }
}
