using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Records;
using EdgeKit.Ledger.Retention;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Tests.Records;

public sealed class RecordLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private int _decided;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_record_is_in_the_log_and_the_newest_of_its_subject()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var log = Log(ledger);

        await log.RecordAsync(Draft("pack", "1"));
        await log.RecordAsync(Draft("lamps", "2"));
        var outcome = await log.RecordAsync(Draft("pack", "3"));

        Assert.Equal(["""{"n":1}""", """{"n":2}""", """{"n":3}"""], (await ledger.RecordsAsync()).Select(static record => Text(record.Body)));
        Assert.Equal([("lamps", 2L, """{"n":2}"""), ("pack", 3L, """{"n":3}""")], await NewestAsync(log));
        Assert.Equal((3L, "pack", (await ledger.RecordsAsync())[2].RecordedAt), (outcome.Record!.Seq, outcome.Record.Subject, outcome.Record.RecordedAt));
        Assert.Empty(await log.ReadNewestAsync(RecordTypes.CheckSnoozed, Cancel));
    }

    [Fact]
    public async Task A_key_has_one_effect_and_one_answer()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var log = Log(ledger);

        var first = await AnswerAsync(await log.RecordAsync(Draft("pack", "1", "k")));
        await log.RecordAsync(Draft("pack", "2"));
        var again = await log.RecordAsync(Draft("pack", "1", "k"));
        var other = await log.RecordAsync(Draft("pack", "9", "k"));

        Assert.Equal((201, """{"answer":1}""", false), first);
        Assert.Equal((201, """{"answer":1}""", true), await AnswerAsync(again));
        Assert.Null(again.Record);
        Assert.Equal(ProblemTypes.KeyReused, Assert.IsType<ProblemResult>(other.Answer).Problem.Type);
        Assert.Equal(2, _decided);
        Assert.Equal([("pack", 2L, """{"n":2}""")], await NewestAsync(log));
    }

    [Fact]
    public async Task Without_a_key_each_request_is_one_of_its_own()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var log = Log(ledger);

        await log.RecordAsync(Draft("pack", "1"));
        await log.RecordAsync(Draft("pack", "1"));

        Assert.Equal(2, ledger.Writer.Head.Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);

        var outcome = await Log(ledger).RecordAsync(Draft("pack", "1", key));

        Assert.Equal(ProblemTypes.KeyMissing, Assert.IsType<ProblemResult>(outcome.Answer).Problem.Type);
        Assert.Equal(0, _decided);
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_and_its_key_is_free()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var log = Log(ledger);
        var refused = Draft("pack", "1", "k") with { Decide = static (_, _) => new RecordDecision.Refuse(Problems.BadRequest("reading", "Too high.")) };

        var outcome = await log.RecordAsync(refused);

        Assert.Equal("reading", Assert.IsType<ProblemResult>(outcome.Answer).Problem.Field);
        Assert.Null(outcome.Record);
        Assert.Equal(0, ledger.Writer.Head.Current);
        Assert.NotNull((await log.RecordAsync(Draft("pack", "2", "k"))).Record);
    }

    [Fact]
    public async Task A_module_that_fails_to_decide_harms_no_order()
    {
        await using var ledger = await OpenLedger.OpenAsync(_directory);
        var log = Log(ledger);
        await ledger.StockAsync("s", "tea", 10);

        var failed = log.RecordAsync(Draft("pack", "1") with { Decide = static (_, _) => throw new InvalidOperationException("a defect") });
        await ledger.SubmitAsync("k", ("tea", 1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        Assert.Equal(2, ledger.Writer.Head.Current);
        Assert.Empty(await NewestAsync(log));
    }

    [Fact]
    public async Task The_newest_outlives_compaction_and_restarts()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await Log(ledger).RecordAsync(Draft("pack", "1", "k"));
            await ledger.StockAsync("s", "tea", 10_000);
            await Task.WhenAll(Enumerable.Range(0, 200).Select(number => ledger.SubmitAsync($"k{number}", ("tea", 1))));
            await ledger.AcknowledgeAsync(202);
            await ledger.Writer.RunAsync(new CompactLog(1, 60, keepRecords: 0));
            await ledger.Writer.RunAsync(new CompactLog(60, 60, keepRecords: 0));
            Assert.True(ledger.Writer.Oldest > 1);
        }

        await using var again = await OpenLedger.OpenAsync(_directory);

        Assert.Equal([("pack", 1L, """{"n":1}""")], await NewestAsync(Log(again)));
    }

    [Fact]
    public async Task A_ledger_from_before_there_were_such_records_opens_and_takes_them()
    {
        await using (var ledger = await OpenLedger.OpenAsync(_directory))
        {
            await ledger.StockAsync("s", "tea", 10);
        }

        await using (var before = LedgerFile.OpenForWriting(_directory.Path))
        {
            before.Execute("DROP TABLE newest");
        }

        await using var again = await OpenLedger.OpenAsync(_directory);
        await Log(again).RecordAsync(Draft("pack", "1"));

        Assert.Equal([("pack", 2L, """{"n":1}""")], await NewestAsync(Log(again)));
    }

    private static RecordLog Log(OpenLedger ledger) => new(ledger.Writer, ledger.Reader, new TestClock());

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static async Task<IEnumerable<(string, long, string)>> NewestAsync(RecordLog log) =>
        (await log.ReadNewestAsync(RecordTypes.CheckRecorded, Cancel)).Select(static record => (record.Subject, record.Seq, Text(record.Body)));

    private static async Task<(int Status, string Body, bool IsReplayed)> AnswerAsync(RecordOutcome outcome)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        await outcome.Answer.ExecuteAsync(context);
        return (context.Response.StatusCode, Text(body.ToArray()), context.Response.Headers.ContainsKey("Idempotency-Replayed"));
    }

    private RecordDraft Draft(string subject, string number, string? key = null) => new(
        RecordTypes.CheckRecorded,
        subject,
        "check",
        key,
        Encoding.UTF8.GetBytes(number),
        (_, _) =>
        {
            _decided++;
            return new RecordDecision.Write(Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""), Encoding.UTF8.GetBytes($$"""{"answer":{{number}}}"""));
        });
}
