using CsCheck;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Holds;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldChangesTests
{
    private static readonly string[] Skus = ["tea", "mug"];

    private static readonly Gen<(int Which, int Cart, int What, int Sku, int Quantity)[]> Changes =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[1, 5]).Array[0, 30];

    [Fact]
    public void What_is_held_is_the_sum_over_the_active_and_whatever_is_taken_back_leaves_no_trace() =>
        Gen.Select(Changes, Changes).Sample(static (kept, undone) =>
        {
            var book = new HoldBook();
            Apply(new HoldChanges(book, default), book, kept);
            var before = Picture(book);

            var changes = new HoldChanges(book, default);
            Apply(changes, book, undone);
            var between = SumsAreRight(book);
            changes.Undo();

            return between && SumsAreRight(book) && string.Equals(before, Picture(book), StringComparison.Ordinal);
        });

    [Fact]
    public void Only_the_newest_that_ended_are_kept_and_taking_that_back_brings_the_others_again()
    {
        var book = new HoldBook();
        var ids = Enumerable.Range(0, HoldBook.MostEnded + 3).Select(Id).ToList();
        var first = new HoldChanges(book, default);
        foreach (var id in ids[..HoldBook.MostEnded])
        {
            first.End(Held(id, "c", 1), HoldState.Released);
        }

        var last = new HoldChanges(book, default);
        foreach (var id in ids[HoldBook.MostEnded..])
        {
            last.End(Held(id, "c", 1), HoldState.Released);
        }

        Assert.Equal(HoldBook.MostEnded, book.All.Count);
        Assert.All(ids[..3], id => Assert.Null(book.Find(id)));
        Assert.All(ids[3..], id => Assert.NotNull(book.Find(id)));
        Assert.Equal(ids[..3], last.Changed.Where(static changed => changed.Hold is null).Select(static changed => changed.Id).Order());

        last.Undo();

        Assert.All(ids[..HoldBook.MostEnded], id => Assert.NotNull(book.Find(id)));
        Assert.All(ids[HoldBook.MostEnded..], id => Assert.Null(book.Find(id)));
    }

    [Fact]
    public void The_next_deadline_is_that_of_the_one_that_expires_first()
    {
        var book = new HoldBook();
        var changes = new HoldChanges(book, default);
        var (early, late) = (Held(Id(1), "a", 1) with { Deadline = TimeSpan.FromSeconds(3) }, Held(Id(2), "b", 1));
        changes.Set(late);
        changes.Set(early);

        Assert.Equal((TimeSpan.FromSeconds(3), early.Id, null), (book.NextDeadline, book.DueAt(TimeSpan.FromSeconds(3))?.Id, book.DueAt(TimeSpan.FromSeconds(2.9))));

        changes.Set(early with { State = HoldState.Paying });
        Assert.Equal(late.Deadline, book.NextDeadline);

        changes.End(late, HoldState.Expired);
        Assert.Equal(TimeSpan.MaxValue, book.NextDeadline);
    }

    private static void Apply(HoldChanges changes, HoldBook book, (int Which, int Cart, int What, int Sku, int Quantity)[] steps)
    {
        foreach (var (which, cart, what, sku, quantity) in steps)
        {
            var known = book.Find(Id(which));
            var state = (HoldState)what;
            if (known is { IsActive: false } || (known is null && book.FindCart($"{cart}") is not null))
            {
                continue;
            }

            var hold = known ?? new Hold(Id(which), $"{cart}", [new SkuQuantity(Skus[sku], quantity)], HoldState.Held, TimeSpan.FromSeconds(quantity), "device");
            if (state is HoldState.Held or HoldState.Paying)
            {
                changes.Set(hold with { State = state, Lines = [new SkuQuantity(Skus[sku], quantity)] });
            }
            else
            {
                changes.End(hold, state);
            }
        }
    }

    private static bool SumsAreRight(HoldBook book) =>
        Skus.All(sku => book.HeldOf(sku) == book.All.Where(static hold => hold.IsActive).Sum(hold => hold.Of(sku)))
        && book.Active == book.All.Count(static hold => hold.IsActive)
        && book.All.Where(static hold => hold.IsActive).All(hold => book.FindCart(hold.Cart)?.Id == hold.Id)
        && book.NextDeadline == book.All.Where(static hold => hold.State == HoldState.Held).Select(static hold => hold.Deadline).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private static string Picture(HoldBook book) => string.Join('\n', book.All.OrderBy(static hold => hold.Id).Select(static hold =>
        $"{hold.Id} {hold.Cart} {hold.State} {hold.Deadline} {hold.Device} {hold.Ended} {string.Join(',', hold.Lines)}"));

    private static Guid Id(int which) => new(which, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static Hold Held(Guid id, string cart, int quantity) =>
        new(id, cart, [new SkuQuantity("tea", quantity)], HoldState.Held, TimeSpan.FromSeconds(60), null);
}
