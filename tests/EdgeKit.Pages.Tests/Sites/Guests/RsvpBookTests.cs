using CsCheck;
using EdgeKit.Contracts.Log;
using EdgeKit.Pages.Sites.Guests;

namespace EdgeKit.Pages.Tests.Sites.Guests;

public sealed class RsvpBookTests : IDisposable
{
    private const string Site = "soup";

    private readonly FakeRecordLog _log = new();
    private RsvpBook _book;

    public RsvpBookTests() => _book = new RsvpBook(_log);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _book.Dispose();

    [Fact]
    public async Task Who_comes_first_has_a_place_and_the_rest_waits()
    {
        await ReplyAsync("a", 2);
        await ReplyAsync("b", 2);
        await ReplyAsync("c", 1);

        Assert.Equal("a going, b waiting, c going", await SayAsync());
    }

    [Fact]
    public async Task A_place_that_is_free_goes_to_the_first_whose_party_fits()
    {
        await ReplyAsync("a", 1);
        await ReplyAsync("b", 2);
        await ReplyAsync("c", 2);
        await ReplyAsync("d", 1);
        Assert.Equal("a going, b going, c waiting, d waiting", await SayAsync());

        await CancelAsync("a");

        Assert.Equal("b going, c waiting, d going", await SayAsync());
        Assert.Equal(1, SeatingRules.Turn(await _book.RepliesAsync(Site, Cancel), (await _book.FindAsync(Site, "c", Cancel))!));
    }

    [Fact]
    public async Task All_of_it_is_the_same_after_a_restart()
    {
        await ReplyAsync("a", 2);
        await ReplyAsync("b", 2);
        await ReplyAsync("c", 1);
        await ReplyAsync("d", 1, RsvpList.Goods);
        await CancelAsync("a");
        var before = await SayAsync();

        Restart();

        Assert.Equal("b going, c going, d waiting", before);
        Assert.Equal(before, await SayAsync());
    }

    [Fact]
    public async Task A_restart_between_a_cancellation_and_who_gets_the_place_loses_nobody()
    {
        await ReplyAsync("a", 3);
        await ReplyAsync("b", 3);
        await CancelAsync("a");
        _log.Records.RemoveAll(static made => made.Type == RecordTypes.RsvpSeated);
        Restart();
        Assert.Equal("b waiting", await SayAsync());

        Assert.Null(await _book.SeatAsync(Site, 3, Cancel));

        Assert.Equal("b going", await SayAsync());
    }

    [Fact]
    public async Task The_same_reply_twice_is_one()
    {
        var first = await ReplyAsync("a", 1);
        var again = await ReplyAsync("a", 1);

        Assert.Equal(first, again);
        Assert.Single(_log.Records);
    }

    [Fact]
    public async Task Many_at_once_never_get_more_places_than_there_are()
    {
        _log.IsSlow = true;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(() => ReplyAsync($"g{number}", 1), Cancel)));

        var replies = await _book.RepliesAsync(Site, Cancel);
        Assert.Equal((50, 3), (replies.Count, replies.Count(static reply => !reply.IsWaiting)));
        Restart();
        Assert.Equal(3, (await _book.RepliesAsync(Site, Cancel)).Count(static reply => !reply.IsWaiting));
    }

    [Fact]
    public async Task What_is_not_on_the_disk_did_not_happen()
    {
        await ReplyAsync("a", 3);
        await ReplyAsync("b", 3);
        _log.IsFull = true;

        var (reply, refusal) = await _book.ReplyAsync(Site, 3, Draft("c", 1, RsvpList.Places), Cancel);
        var cancelled = await _book.CancelAsync(Site, 3, "a", Cancel);

        Assert.Null(reply);
        Assert.NotNull(refusal);
        Assert.NotNull(cancelled);
        Assert.Equal("a going, b waiting", await SayAsync());
    }

    [Fact]
    public async Task A_smaller_room_puts_nobody_out()
    {
        await ReplyAsync("a", 3);

        var (reply, _) = await _book.ReplyAsync(Site, 1, Draft("b", 1, RsvpList.Places), Cancel);

        Assert.True(reply!.IsWaiting);
        Assert.Equal("a going, b waiting", await SayAsync());
    }

    [Fact]
    public async Task A_cancellation_twice_is_one()
    {
        await ReplyAsync("a", 1);
        await CancelAsync("a");
        await CancelAsync("a");

        Assert.Single(_log.Records, static made => made.Type == RecordTypes.RsvpCancelled);
    }

    [Fact]
    public Task No_history_gives_a_place_twice_or_leaves_one_empty_that_somebody_waits_for() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4].Array[1, 12], Gen.Int[0, 11].Array[0, 8]).SampleAsync(
            async (capacity, parties, cancelled) =>
            {
                using var book = new RsvpBook(new FakeRecordLog());
                for (var number = 0; number < parties.Length; number++)
                {
                    await book.ReplyAsync(Site, capacity, Draft($"g{number}", parties[number], RsvpList.Places), CancellationToken.None);
                }

                foreach (var number in cancelled)
                {
                    await book.CancelAsync(Site, capacity, $"g{number}", CancellationToken.None);
                }

                var replies = await book.RepliesAsync(Site, CancellationToken.None);
                var going = replies.Where(static reply => !reply.IsWaiting).Sum(static reply => reply.Party);
                Assert.InRange(going, 0, capacity);
                Assert.All(replies.Where(static reply => reply.IsWaiting), reply => Assert.True(reply.Party > capacity - going));
            },
            iter: 300);

    private static ReplyDraft Draft(string id, int party, RsvpList list) => new(id, list, "Guest " + id, party, null, null);

    private void Restart()
    {
        _book.Dispose();
        _book = new RsvpBook(_log);
    }

    private async Task<Reply> ReplyAsync(string id, int party, RsvpList list = RsvpList.Places)
    {
        var (reply, refusal) = await _book.ReplyAsync(Site, 3, Draft(id, party, list), Cancel);
        Assert.Null(refusal);
        return reply!;
    }

    private async Task CancelAsync(string id) => Assert.Null(await _book.CancelAsync(Site, 3, id, Cancel));

    private async Task<string> SayAsync() =>
        string.Join(", ", (await _book.RepliesAsync(Site, Cancel)).Select(static reply => $"{reply.Id} {(reply.IsWaiting ? "waiting" : "going")}"));
}
