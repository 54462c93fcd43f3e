using System.Net;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Pages.Support;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Tests.Console;

public sealed class ConsolePagesTests : IAsyncLifetime
{
    private const string Nasty = "<script>alert(1)</script>";

    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FakeConsole Console => _stall.Console;

    public async ValueTask InitializeAsync() => _stall = await Stall.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_tile_shows_its_light_its_figure_and_what_to_do_next()
    {
        Console.Tile = Console.Tile with { Light = TileLight.Red, Next = "Make room on the card." };

        var page = await TextAsync("/console");

        Assert.Contains("class=\"tile red\"", page, StringComparison.Ordinal);
        Assert.Contains("<strong>80 %</strong> lasts 3 h", page, StringComparison.Ordinal);
        Assert.Contains("somebody must act", page, StringComparison.Ordinal);
        Assert.Contains("Make room on the card.", page, StringComparison.Ordinal);
        Assert.Contains("Somebody must act.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_simulated_says_so_on_the_board_and_behind_it()
    {
        Console.Tile = Console.Tile with { IsSimulated = true };

        Assert.Contains("<em>simulated</em>", await TextAsync("/console"), StringComparison.Ordinal);
        Assert.Contains("<em>simulated</em>", await TextAsync("/console/power"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_that_cannot_be_read_says_so_and_hides_no_other()
    {
        Console.Fault = new IOException("the disk is gone");

        var page = await TextAsync("/console");

        Assert.Contains("It cannot be read: the disk is gone.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_modules_say_is_text_and_never_markup()
    {
        Console.Tile = new Tile("power", Nasty, TileLight.Amber, Nasty, Nasty, Nasty, Nasty, 1, [new TileSection(Nasty, [new TileRow(Nasty, Nasty)], [new TileNode(Nasty, Nasty, IsMeasured: true, TileLight.Green, Amount: 1)])]);
        Console.Checks.Add(Check() with { Name = Nasty, Assigned = Nasty });

        foreach (var path in new[] { "/console", "/console/power", "/console/checks" })
        {
            Assert.DoesNotContain(Nasty, (await _stall.GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/console/nothing")]
    [InlineData("/console/%3Cscript%3E")]
    public async Task A_tile_that_is_not_there_is_a_page_that_leads_back(string path)
    {
        var page = await TextAsync(path, 404);

        Assert.Contains("href=\"/console\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_is_recorded_by_a_form()
    {
        Due();

        var taken = await _stall.PostAsync("/console/checks", ("check", "terminals"), ("reading", "13,1"), ("by", "Ada"), ("key", "k1"));

        Assert.Equal((303, "/console/checks"), (taken.Status, taken.Location));
        var said = Assert.Single(Console.Recorded);
        Assert.Equal(("terminals", 13.1, "Ada", false), (said.Check, said.Reading.Number, said.By, said.Confirm));
    }

    [Fact]
    public async Task An_unusual_reading_is_asked_for_again_and_then_taken()
    {
        Due();
        Console.Refusal = Problems.Of(ProblemTypes.CheckOutOfRange, "Outside what is plausible", 422, "12 to 14.6 V is plausible.");
        var first = await _stall.PostAsync("/console/checks", ("check", "terminals"), ("reading", "3"), ("by", "Ada"), ("key", "k1"));

        Assert.Equal(422, first.Status);
        Assert.Contains("name=\"sure\" value=\"yes\"", first.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"3\"", first.Html, StringComparison.Ordinal);
        var again = await _stall.PostAsync("/console/checks", ("check", "terminals"), ("reading", "3"), ("by", "Ada"), ("key", "k2"), ("sure", "yes"));
        Assert.Equal(303, again.Status);
        Assert.True(Assert.Single(Console.Recorded).Confirm);
    }

    [Theory]
    [InlineData("high")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public async Task What_is_no_reading_is_not_recorded(string typed)
    {
        Due();

        var answer = await _stall.PostAsync("/console/checks", ("check", "terminals"), ("reading", typed), ("by", "Ada"), ("key", "k1"));

        Assert.Equal(422, answer.Status);
        Assert.Contains("The reading is a number", answer.Html, StringComparison.Ordinal);
        Assert.Empty(Console.Recorded);
    }

    [Fact]
    public async Task A_check_is_put_off_for_ten_minutes()
    {
        Due();

        await _stall.PostAsync("/console/checks/snooze", ("check", "terminals"), ("by", "Bo"), ("key", "k1"));

        Assert.Equal(new CheckSnooze("Bo", 10), Assert.Single(Console.Snoozed));
    }

    [Theory]
    [InlineData("/console/checks")]
    [InlineData("/console/checks/snooze")]
    [InlineData("/console/teardown")]
    public async Task A_form_that_is_not_of_this_kit_does_nothing(string path)
    {
        Due();
        using var content = new FormUrlEncodedContent([new("check", "terminals"), new("reading", "13"), new("by", "Ada"), new("sure", "yes"), new(IFormTokens.Header, "forged")]);

        using var answer = await _stall.Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal((0, 0, 0), (Console.Recorded.Count, Console.Snoozed.Count, Console.Closed));
    }

    [Fact]
    public async Task Teardown_says_what_is_left_and_puts_devices_out_when_it_is_meant()
    {
        Console.Guests = 3;
        await _stall.ReceiveAsync("tea", 4);

        var page = await TextAsync("/console/teardown");
        var hasty = await _stall.PostAsync("/console/teardown");
        var meant = await _stall.PostAsync("/console/teardown", ("sure", "yes"));

        Assert.Contains("1 record waits", page, StringComparison.Ordinal);
        Assert.Contains("Put 3 out", page, StringComparison.Ordinal);
        Assert.Equal((400, 303, 1), (hasty.Status, meant.Status, Console.Closed));
    }

    [Fact]
    public async Task A_guest_finds_the_way_to_pairing_and_a_new_kit_asks_for_its_setup_code()
    {
        var known = await TextAsync("/", role: Stall.Guest);
        Console.NeedsOwner = true;
        var fresh = await TextAsync("/", role: Stall.Guest);

        Assert.Contains("Do you work here?", known, StringComparison.Ordinal);
        Assert.Contains("This kit has no owner yet", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("order-list", known + fresh, StringComparison.Ordinal);
    }

    private static CheckView Check() => new(
        "terminals", "Pack voltage at the terminals", CheckState.Due, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, CanSnooze: true, "V", 12, 14.6, "Ada");

    private void Due()
    {
        Console.Tile = Console.Tile with { Id = "checks", Name = "Checks" };
        Console.Checks.Add(Check());
    }

    private async Task<string> TextAsync(string path, int expected = 200, string? role = null)
    {
        var answer = await _stall.GetAsync(path, role);
        Assert.Equal(expected, answer.Status);
        return answer.Html;
    }
}
