using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Support;
using EdgeKit.Pages.Till.Book;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

/// <summary>What a report costs: what came since the last one, and no more.</summary>
public sealed class TillBookTests
{
    private readonly LogFeed _feed = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_record_is_read_once()
    {
        _feed.Open(5000);
        var book = Book();
        for (var sold = 1; sold <= 3; sold++)
        {
            _feed.Sell();
            await book.FollowAsync(Cancel);
            await book.FollowAsync(Cancel);

            Assert.Equal((5000 + (100 * sold), 1 + sold), (book.Sums.ExpectedCash, _feed.Read));
        }
    }

    [Fact]
    public async Task A_restart_begins_at_the_opening_however_long_the_log_is()
    {
        for (var i = 0; i < 1000; i++)
        {
            _feed.Sell();
        }

        _feed.Open(5000);
        _feed.Sell();
        var book = Book();
        await book.FollowAsync(Cancel);

        Assert.Equal((5100, 2), (book.Sums.ExpectedCash, _feed.Read));
    }

    [Fact]
    public async Task A_kit_whose_till_nobody_opened_reads_nothing_of_what_was()
    {
        for (var i = 0; i < 1000; i++)
        {
            _feed.Sell();
        }

        var book = Book();
        Assert.Equal(0, await book.FollowAsync(Cancel));
        Assert.Equal((0, 0), (book.Sums.ExpectedCash, _feed.Read));
    }

    [Fact]
    public async Task A_very_long_evening_is_added_up_in_parts_and_says_so()
    {
        _feed.Open(0);
        for (var i = 0; i < TillBook.MostAtOnce + 99; i++)
        {
            _feed.Sell();
        }

        var book = Book();
        Assert.Equal(100, await book.FollowAsync(Cancel));
        Assert.Equal(100, book.Sums.View(behind: 100).Behind);
        Assert.Equal(0, await book.FollowAsync(Cancel));
        Assert.Equal((TillBook.MostAtOnce + 99) * 100, book.Sums.ExpectedCash);
    }

    [Fact]
    public async Task Where_the_first_records_of_the_day_are_gone_it_says_so()
    {
        _feed.Open(5000);
        for (var i = 0; i < 10; i++)
        {
            _feed.Sell();
        }

        _feed.Oldest = 6;
        var book = Book();
        await book.FollowAsync(Cancel);

        Assert.True(book.Sums.View().IsPartial);
        Assert.Equal((5000, 5000 + (6 * 100)), (book.Sums.View().OpeningFloat.Amount, book.Sums.ExpectedCash));
    }

    private TillBook Book() => new(_feed, _feed, new NoDesk(), TestSettings.Of("/nowhere", ("kit.id", "kit-17")).Read("kit", KitOptions.Read));
}
