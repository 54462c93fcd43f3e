using EdgeKit.Proofs.Fsync;

namespace EdgeKit.Proofs.Tests;

public sealed class FsyncCheckTests
{
    private const string Note = "{\"note\":\"fsync-1, order 2\"}";
    private static readonly Guid Order = Guid.Parse("0192f0c1-2345-8abc-8def-0123456789ab");
    private static readonly Dictionary<string, Guid> Told = new(StringComparer.Ordinal) { ["fsync-1, order 2"] = Order };

    private readonly PlantedTrace _trace = new();

    [Fact]
    public void Written_then_synced_then_answered_is_right()
    {
        _trace.Transaction(Note).Sync().Answer(Order);

        Assert.Empty(Violations());
    }

    [Fact]
    public void An_answer_without_a_sync_is_a_violation()
    {
        _trace.Transaction(Note).Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void An_answer_before_its_sync_is_a_violation()
    {
        _trace.Transaction(Note).Answer(Order).Sync();

        Assert.Single(Violations());
    }

    [Fact]
    public void An_answer_during_its_sync_is_a_violation()
    {
        _trace.Transaction(Note).SyncBegins().Answer(Order).SyncEnds();

        Assert.Single(Violations());
    }

    [Fact]
    public void An_answer_right_after_a_sync_that_others_interrupted_is_right()
    {
        _trace.Transaction(Note).SyncBegins().Send("HTTP/1.1 200 OK\r\n\r\n").SyncEnds().Answer(Order);

        Assert.Empty(Violations());
    }

    [Fact]
    public void A_sync_that_began_before_the_last_frame_covers_nothing()
    {
        _trace.Frame(Note, isLast: false).SyncBegins(thread: 12).Frame("end", isLast: true).SyncEnds(thread: 12).Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void A_sync_between_the_record_and_the_end_of_its_transaction_covers_nothing()
    {
        _trace.Frame(Note, isLast: false).Sync().Frame("end", isLast: true).Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void A_sync_that_failed_covers_nothing()
    {
        _trace.Transaction(Note).FailedSync().Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void A_sync_of_another_file_covers_nothing()
    {
        _trace.Transaction(Note).SyncOf("/data/ledger.db").Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void A_sync_of_the_transaction_before_covers_nothing()
    {
        _trace.Transaction("earlier").Sync().Transaction(Note).Answer(Order).Sync();

        Assert.Single(Violations());
    }

    [Fact]
    public void The_first_time_that_a_record_is_written_counts()
    {
        // A page is written again with every later record on it.
        _trace.Transaction(Note).Sync().Answer(Order).Transaction(Note + "later");

        Assert.Empty(Violations());
    }

    [Fact]
    public void An_answer_sent_in_pieces_begins_with_its_first()
    {
        _trace.Transaction(Note).Send("HTTP/1.1 201 Created\r\n\r\n{\"orde").Sync().Send($"rId\":\"{Order:D}\"}}");

        Assert.Single(Violations());
    }

    [Fact]
    public void An_order_that_was_told_and_is_not_in_the_trace_is_a_violation()
    {
        _trace.Transaction(Note).Sync();

        Assert.Single(Violations());
    }

    [Fact]
    public void An_answer_for_what_was_never_written_is_a_violation()
    {
        _trace.Transaction("something else").Sync().Answer(Order);

        Assert.Single(Violations());
    }

    [Fact]
    public void A_refusal_is_no_answer()
    {
        _trace.Transaction(Note).Send($"HTTP/1.1 503 No\r\n\r\n{{\"orderId\":\"{Order:D}\"}}").Sync().Answer(Order);

        Assert.Empty(Violations());
    }

    [Fact]
    public void A_string_that_strace_cut_shows_nothing() =>
        Assert.Throws<FormatException>(() => _trace.Line(10, "sendto(9<socket:[77]>, \"\\x41\\x42\"..., 500, 0, NULL, 0) = 500").Calls);

    [Fact]
    public void What_is_no_frame_shows_nothing()
    {
        _trace.Write(PlantedTrace.Wal, new byte[100], 5000);

        Assert.Throws<FormatException>(Violations);
    }

    private IReadOnlyList<string> Violations() => FsyncCheck.Run(_trace.Calls, PlantedTrace.Wal, "fsync-", Told).Violations;
}
