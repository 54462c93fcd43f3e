using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>Histories that look wrong and are not.</summary>
public sealed class RightHistoryTests
{
    private readonly Run _run = new();

    public RightHistoryTests()
    {
        _run.Arrive("tea", 10);
        _run.Grant(_run.Row, "tea", 5);
        _run.Grant(_run.Corner, "tea", 3);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void An_evening_of_everything()
    {
        var order = _run.Order(_run.Row, "tea", 2);
        _run.Void(_run.Row, order, "tea", 1);
        _run.Receive(_run.Corner, "mug", 4);
        _run.Transfer(_run.Corner, _run.Row, "mug", 3);
        _run.Order(_run.Row, "mug", 3);
        _run.ShopOrder("tea", 2);
        _run.Row.Return("tea", 2, 2);
        _run.Order(_run.Corner, "tea", 3);

        Assert.Empty(_run.Check());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_an_answer_it_is_there_once_or_not(int times)
    {
        _run.Call("row", HistoryOperation.Order, "unknown", HistoryOutcome.Unknown, Run.Lines("tea", 1));
        for (var i = 0; i < times; i++)
        {
            _run.Row.Order("unknown", Run.Lines("tea", 1));
        }

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void A_refusal_after_no_answer_leaves_it_open()
    {
        var call = _run.Call("row", HistoryOperation.Order, "unknown", HistoryOutcome.Unknown, Run.Lines("tea", 1));
        _run.Calls.Add(call with { Begun = 5, Ended = 6, Outcome = HistoryOutcome.Fail });
        _run.Row.Order("unknown", Run.Lines("tea", 1));

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void What_the_cloud_does_not_have_yet_is_at_the_kit()
    {
        _run.Order(_run.Row, "tea", 2);
        _run.Transfer(_run.Row, _run.Corner, "tea", 1);
        _run.Queued["row"] = 2;

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void A_grant_that_the_kit_has_not_seen_is_outstanding()
    {
        _run.Granted[("row", "tea")] = 7;

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void A_hold_that_became_its_own_order_keeps_nobody_from_the_rest()
    {
        var hold = _run.Hold(_run.Row, "tea", 3, 60);
        _run.Order(_run.Row, "tea", 2);
        _run.Order(_run.Row, "tea", 3, hold);

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void After_its_time_others_may_have_what_was_held()
    {
        _run.Hold(_run.Row, "tea", 5, 60);
        _run.Pass(60);
        _run.Order(_run.Row, "tea", 5);

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void What_a_count_found_missing_was_sold_to_nobody()
    {
        _run.Row.Count("count", "tea", 3, -2);
        _run.Call("row", HistoryOperation.Count, "count", HistoryOutcome.Ok, Run.Lines("tea", 3));
        _run.Order(_run.Row, "tea", 3);

        Assert.Empty(_run.Check());
    }

    [Fact]
    public void Nobody_knows_what_a_lost_kit_did_last()
    {
        _run.Order(_run.Row, "tea", 1);
        _run.Transfer(_run.Row, _run.Corner, "tea", 1);
        _run.Queued["row"] = 2;
        var ledgers = _run.Ledgers();
        var lost = ledgers.Kits[0] with { IsLost = true, Records = [.. ledgers.Kits[0].Records.SkipLast(2)] };

        Assert.Empty(HistoryChecker.Check(_run.Calls, ledgers with { Kits = [lost, ledgers.Kits[1]] }));
    }

    [Fact]
    public async Task A_history_comes_back_from_its_file_without_the_line_that_was_cut()
    {
        using var folder = new TemporaryDirectory();
        _run.Order(_run.Row, "tea", 1);
        await using (var lines = new StreamWriter(folder["history.jsonl"]))
        {
            foreach (var call in _run.Calls)
            {
                await HistoryFile.AppendAsync(lines, call, Cancel);
            }

            await lines.WriteAsync("""{"who":"till","where":"ro""");
        }

        var read = await HistoryFile.ReadAsync(folder["history.jsonl"], Cancel);

        Assert.Equivalent(_run.Calls, read, strict: true);
    }

    [Fact]
    public async Task A_line_in_the_middle_that_is_no_call_is_named()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllLinesAsync(folder["history.jsonl"], ["{}", "{}"], Cancel);

        var thrown = await Assert.ThrowsAsync<FormatException>(() => HistoryFile.ReadAsync(folder["history.jsonl"], Cancel));

        Assert.Contains("history.jsonl:1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_read_from_any_route()
    {
        var id = Guid.Parse("00000001-0001-8001-8001-000000000001");

        Assert.Equal(new HistoryAnswer(201, id, 7), HistoryAnswer.Of(201, """{"orderId":"00000001-0001-8001-8001-000000000001","seq":7,"total":{}}"""u8));
        Assert.Equal(new HistoryAnswer(201, id, RemainingSeconds: 30), HistoryAnswer.Of(201, """{"id":"00000001-0001-8001-8001-000000000001","remainingSeconds":30}"""u8));
        Assert.Equal(new HistoryAnswer(409, Problem: "out-of-stock"), HistoryAnswer.Of(409, """{"type":"out-of-stock"}"""u8));
        Assert.Equal(new HistoryAnswer(502), HistoryAnswer.Of(502, "<html>"u8));
    }
}
