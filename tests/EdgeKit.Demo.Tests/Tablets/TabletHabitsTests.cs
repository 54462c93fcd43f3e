using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Demo.Tablets;

public sealed class TabletHabitsTests
{
    private static readonly CatalogItem[] Items =
    [
        new("chai", "Masala chai", new Money(380, "EUR"), Category: "Drinks"),
        new("bao", "Bao bun", new Money(650, "EUR"), Category: "Food"),
        new("teapot", "Teapot", new Money(7800, "EUR"), Category: "Ceramics"),
    ];

    private readonly Chance _chance = new(new Random(7));

    [Fact]
    public void A_fresh_tablet_only_takes_orders() =>
        Assert.All(Deeds(open: 0, paid: 0, soldOut: false), static deed => Assert.Equal(TabletDeed.Order, deed));

    [Fact]
    public void Everything_happens_now_and_then()
    {
        var deeds = Deeds(open: 2, paid: 10, soldOut: true);

        Assert.Equal(Enum.GetValues<TabletDeed>().Order(), deeds.Distinct().Order());
    }

    [Fact]
    public void A_payment_of_an_open_order_is_never_later() =>
        Assert.All(Enumerable.Range(0, 500), _ => Assert.NotEqual(PaymentMethod.Later, TabletHabits.Payment(_chance, mayWait: false).Method));

    [Fact]
    public void A_basket_has_one_to_four_lines_of_different_items()
    {
        var shelf = new Shelf(Items);

        Assert.All(Enumerable.Range(0, 500), _ =>
        {
            var lines = shelf.Pick(_chance);
            Assert.InRange(lines.Count, 1, 4);
            Assert.Equal(lines.Count, lines.Select(static line => line.Sku).Distinct(StringComparer.Ordinal).Count());
            Assert.All(lines, static line => Assert.InRange(line.Quantity, 1, 3));
        });
    }

    [Fact]
    public void What_costs_little_sells_often_and_what_is_sold_out_hardly()
    {
        var shelf = new Shelf(Items);
        var before = Sales(shelf);
        shelf.SoldOut("chai");
        var after = Sales(shelf);

        Assert.InRange(before["chai"], before["teapot"] * 5, int.MaxValue);
        Assert.InRange(after["chai"], 1, before["chai"] / 3);
    }

    [Fact]
    public void Only_what_is_made_at_the_stall_is_made_again()
    {
        var shelf = new Shelf(Items);
        shelf.SoldOut("teapot");
        Assert.Null(shelf.ToRestock());

        shelf.SoldOut("bao");
        Assert.Equal("bao", shelf.ToRestock());

        shelf.Back("bao");
        Assert.Null(shelf.ToRestock());
    }

    private List<TabletDeed> Deeds(int open, int paid, bool soldOut) =>
        [.. Enumerable.Range(0, 1000).Select(_ => TabletHabits.Next(_chance, open, paid, soldOut))];

    private Dictionary<string, int> Sales(Shelf shelf) =>
        Enumerable.Range(0, 2000).SelectMany(_ => shelf.Pick(_chance).Take(1)).CountBy(static line => line.Sku, StringComparer.Ordinal)
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
}
