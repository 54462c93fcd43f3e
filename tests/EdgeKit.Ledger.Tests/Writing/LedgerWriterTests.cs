using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Storage;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Writing;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Writing;

public sealed class LedgerWriterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_accepted_order_is_there_after_opening_again()
    {
        Guid orderId;
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 10);
            orderId = OrderOf(await ledger.SubmitAsync("a", ("tea", 2))).OrderId;
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        var record = (await again.RecordsAsync())[1];

        Assert.Equal(RecordTypes.OrderAccepted, record.Type);
        Assert.Equal(orderId, OrderIds.Of(again.Writer.Incarnation, record.Seq));
        Assert.Equal(8, again.Writer.Stock["tea"].Available);
        Assert.Equal(2, again.Writer.Head.Current);
    }

    [Fact]
    public async Task A_repeated_request_has_one_effect_and_the_same_bytes_after_a_restart_too()
    {
        ReadOnlyMemory<byte> first;
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 10);
            first = Assert.IsType<CommandResult.Accepted>(await ledger.SubmitAsync("a", ("tea", 2))).Answer;
            await ledger.AcknowledgeAsync(2);
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        var replayed = Assert.IsType<CommandResult.Replayed>(await again.SubmitAsync("a", ("tea", 2)));

        Assert.Equal(201, replayed.Status);
        Assert.Equal(Encoding.UTF8.GetString(first.Span), Encoding.UTF8.GetString(replayed.Answer.Span));
        Assert.Equal(2, again.Writer.Head.Current);
    }

    [Fact]
    public async Task A_key_of_another_request_is_refused()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 10);
        await ledger.SubmitAsync(OpenLedger.Key("a", "one"), OpenLedger.Draft(("tea", 1)));

        Assert.IsType<CommandResult.KeyReused>(await ledger.SubmitAsync(OpenLedger.Key("a", "other"), OpenLedger.Draft(("tea", 1))));
        Assert.Equal(2, ledger.Writer.Head.Current);
    }

    [Fact]
    public async Task Of_the_same_request_many_times_at_once_one_is_accepted()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 100);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ledger.SubmitAsync("a", ("tea", 1))));

        Assert.Single(results, static result => result is CommandResult.Accepted);
        Assert.All(results, static result => Assert.True(result is CommandResult.Accepted or CommandResult.Replayed or CommandResult.KeyInProgress));
        Assert.Equal(99, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task Lines_of_one_SKU_count_together()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 3);

        var refused = Assert.IsType<CommandResult.OutOfStock>(await ledger.SubmitAsync("a", ("tea", 2), ("tea", 2)));

        Assert.Equal(3, refused.Available["tea"]);
        Assert.Equal(1, ledger.Writer.Head.Current);
    }

    [Fact]
    public async Task Nobody_gets_more_than_there_is()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "mug", 7);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => ledger.SubmitAsync($"k{number}", ("mug", 1))));

        Assert.Equal(7, results.Count(static result => result is CommandResult.Accepted));
        Assert.Equal(93, results.Count(static result => result is CommandResult.OutOfStock));
        Assert.Equal(0, ledger.Writer.Stock["mug"].Available);
    }

    [Fact]
    public async Task One_bad_command_harms_no_other()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 1000);

        var good = Enumerable.Range(0, 40).Select(number => ledger.SubmitAsync($"k{number}", ("tea", 1))).ToList();
        var bad = ledger.Writer.RunAsync(new BadCommand());
        good.AddRange(Enumerable.Range(40, 40).Select(number => ledger.SubmitAsync($"k{number}", ("tea", 1))));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => bad);
        Assert.All(await Task.WhenAll(good), static result => Assert.IsType<CommandResult.Accepted>(result));
        Assert.Equal(920, ledger.Writer.Stock["tea"].Available);
    }

    [Fact]
    public async Task Refusals_write_nothing()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 1);
        var before = new FileInfo(Path.Combine(_directory.Path, "ledger.db-wal")).Length;

        await ledger.SubmitAsync("a", ("tea", 2));

        Assert.Equal(before, new FileInfo(Path.Combine(_directory.Path, "ledger.db-wal")).Length);
    }

    [Fact]
    public async Task The_chain_holds_from_the_first_record_to_the_last()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.StockAsync("s", "tea", 100);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => ledger.SubmitAsync($"k{number}", ("tea", 1))));

        var expected = HashChain.Genesis(ledger.Writer.Incarnation);
        var seq = 0L;
        foreach (var record in await ledger.RecordsAsync())
        {
            Assert.Equal(++seq, record.Seq);
            Assert.Equal(expected, record.PrevHash);
            expected = HashChain.Of(record);
        }

        Assert.Equal(31, seq);
    }

    [Fact]
    public async Task A_damaged_end_is_not_opened()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 10);
            await ledger.SubmitAsync("a", ("tea", 1));
            await ledger.SubmitAsync("b", ("tea", 1));
        }

        Damage("UPDATE log SET body = X'7B7D' WHERE seq = 2");

        await Assert.ThrowsAsync<InvalidDataException>(() => OpenLedger.OpenAsync(_directory));
    }

    [Fact]
    public async Task A_ledger_of_a_newer_version_is_not_opened()
    {
        await (await OpenLedger.OpenAsync(_directory)).DisposeAsync();
        Damage("PRAGMA user_version = 99");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => OpenLedger.OpenAsync(_directory));

        Assert.Contains("newer EdgeKit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_closing_orders_are_refused_with_a_reason()
    {
        var ledger = await OpenLedger.OpenAsync(_directory);
        await ledger.CloseAsync();

        var refused = Assert.IsType<CommandResult.Unavailable>(await ledger.SubmitAsync("a", ("tea", 1)));

        Assert.Equal(StorageState.Stopped, refused.Storage);
        ledger.Writer.Dispose();
    }

    [Fact]
    public async Task A_boot_whose_time_becomes_known_says_so_once()
    {
        var time = new TestClock();
        var clock = new KitClock(time, new TestDiscipline(), Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow());
        await using var ledger = await OpenLedger.OpenAsync(_directory, clock);
        await ledger.StockAsync("s", "tea", 10);
        clock.Calibrate(time.GetUtcNow().AddHours(3), TimeSpan.Zero);
        await ledger.SubmitAsync("a", ("tea", 1));
        await ledger.SubmitAsync("b", ("tea", 1));

        var records = await ledger.RecordsAsync();

        Assert.Equal(
            [RecordTypes.StockReceived, RecordTypes.OrderAccepted, RecordTypes.ClockCalibrated, RecordTypes.OrderAccepted],
            records.Select(static record => record.Type));
        var calibrated = JsonSerializer.Deserialize(records[2].Body.Span, ContractsJson.Default.ClockCalibratedBody)!;
        Assert.Equal(time.GetUtcNow().AddHours(3).ToUnixTimeMilliseconds(), records[0].RecordedAt.MonotonicMs + calibrated.OffsetMs);
    }

    private static OrderReceipt OrderOf(CommandResult result) =>
        JsonSerializer.Deserialize(Assert.IsType<CommandResult.Accepted>(result).Answer.Span, ContractsJson.Default.OrderReceipt)!;

    private void Damage(string sql)
    {
        using var connection = LedgerFile.OpenForWriting(_directory.Path);
        connection.Execute(sql);
    }

    private sealed class BadCommand : LedgerCommand<bool>
    {
        protected override bool DecideResult(LedgerBatch batch)
        {
            batch.SetStock("tea", default);
            throw new InvalidTimeZoneException("Planted.");
        }
    }
}
