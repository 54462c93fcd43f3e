namespace EdgeKit.EndToEndTests.Kits;

public sealed class EventTests : ProcessTest
{
    [Fact]
    public async Task A_page_that_was_away_hears_what_it_missed()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        string last;
        using (var first = await EventReader.OpenAsync(kit.Http, null, Cancel))
        {
            var sold = (await SellAsync(tablet, 1))[0];
            var heard = await first.NextAsync(Cancel, "order");
            Assert.Contains(sold.Receipt!.OrderId.ToString("D"), heard.Data, StringComparison.Ordinal);
            last = heard.Id;
        }

        var missed = await SellAsync(tablet, 3);
        using var again = await EventReader.OpenAsync(kit.Http, last, Cancel);

        foreach (var call in missed)
        {
            var (_, type, data) = await again.NextAsync(Cancel, "order", "reset");
            Assert.Equal("order", type);
            Assert.Contains(call.Receipt!.OrderId.ToString("D"), data, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_of_another_run_is_told_to_fetch_anew()
    {
        var kit = await StartKitAsync();
        using var tablet = kit.NewTablet("till");
        string last;
        using (var first = await EventReader.OpenAsync(kit.Http, null, Cancel))
        {
            await SellAsync(tablet, 1);
            last = (await first.NextAsync(Cancel, "order")).Id;
        }

        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);
        using var again = await EventReader.OpenAsync(kit.Http, last, Cancel);

        Assert.Equal("reset", (await again.NextAsync(Cancel, "order", "reset")).Type);
    }
}
