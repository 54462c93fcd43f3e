using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Recovery;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Recovery;

public sealed class LedgerRenewalTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_renewed_card_begins_a_log_of_its_own_without_rights_and_loses_no_record()
    {
        Guid before;
        IReadOnlyList<LogRecord> records;
        await using (var ledger = await OpenLedger.OpenAsync(_data))
        {
            before = ledger.Writer.Incarnation;
            await ledger.GrantAsync("tea", 5);
            await ledger.SubmitAsync("a", ("tea", 1));
            await ledger.AcknowledgeAsync(1);
            await ledger.SubmitAsync("b", ("tea", 1));
            records = await ledger.RecordsAsync();
        }

        var renewed = await RenewAsync();

        Assert.Equal((before, (long)records.Count - 1), (renewed!.Value.Incarnation, renewed.Value.Records));
        var lines = await File.ReadAllLinesAsync(renewed.Value.File, Cancel);
        Assert.Equal(records.Count - 1 + 2, lines.Length);
        await using var fresh = await OpenLedger.OpenAsync(_data);
        Assert.NotEqual(before, fresh.Writer.Incarnation);
        Assert.Equal((0, 0), (fresh.Writer.Head.Current, fresh.Writer.Stock["tea"].Available));
    }

    [Fact]
    public async Task Where_there_is_no_ledger_there_is_nothing_to_renew() => Assert.Null(await RenewAsync());

    private async Task<(Guid Incarnation, long Records, string File)?> RenewAsync()
    {
        var settings = TestSettings.Of(_data.Path, ("kit.id", "kit-17"));
        return await LedgerRenewal.RunAsync(settings, settings.Read("kit", KitOptions.Read), new CloudConsumer("cloud"), Cancel);
    }
}
