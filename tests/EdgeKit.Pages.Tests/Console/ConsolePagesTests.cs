using System.Net;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Checks;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Tests.Console;

public sealed class ConsolePagesTests : IAsyncLifetime
{
    private const string Nasty = "<script>alert(1)</script>";

    private readonly FakeStall _stall = new();
    private readonly FakeUplink _uplink = new();
    private readonly TestClock _clock = new();
    private readonly WebApplication _app;
    private HttpClient _http = null!;
    private bool _asGuest;

    public ConsolePagesTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        PagesKit.AddStall(builder.Services, _stall, _uplink, _clock);
        builder.AddPages();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (_asGuest)
            {
                context.Features.Set(Caller.Guest);
            }

            return next(context);
        });
        _app.MapPages();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancel);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_tile_shows_its_light_its_figure_and_what_to_do_next()
    {
        _stall.Tile = _stall.Tile with { Light = TileLight.Red, Next = "Make room on the card." };

        var page = await TextAsync("/console");

        Assert.Contains("class=\"tile red\"", page, StringComparison.Ordinal);
        Assert.Contains("<strong>3</strong> orders taken", page, StringComparison.Ordinal);
        Assert.Contains("somebody must act", page, StringComparison.Ordinal);
        Assert.Contains("Make room on the card.", page, StringComparison.Ordinal);
        Assert.Contains("Somebody must act.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_simulated_says_so_on_the_board_and_behind_it()
    {
        _stall.Tile = _stall.Tile with { IsSimulated = true };

        Assert.Contains("<em>simulated</em>", await TextAsync("/console"), StringComparison.Ordinal);
        Assert.Contains("<em>simulated</em>", await TextAsync("/console/till"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_that_cannot_be_read_says_so_and_hides_no_other()
    {
        _stall.Fault = new IOException("the disk is gone");

        var page = await TextAsync("/console");

        Assert.Contains("It cannot be read: the disk is gone.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_modules_say_is_text_and_never_markup()
    {
        _stall.Tile = new Tile("till", Nasty, TileLight.Amber, Nasty, Nasty, Nasty, Nasty, 1, [new TileSection(Nasty, [new TileRow(Nasty, Nasty)])]);
        _stall.Checks.Add(Check() with { Name = Nasty, Assigned = Nasty });

        foreach (var path in new[] { "/console", "/console/till", "/console/checks" })
        {
            Assert.DoesNotContain(Nasty, await TextAsync(path, HttpStatusCode.OK, HttpStatusCode.NotFound), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/console/nothing")]
    [InlineData("/console/%3Cscript%3E")]
    public async Task A_tile_that_is_not_there_is_a_page_that_leads_back(string path)
    {
        var page = await TextAsync(path, HttpStatusCode.NotFound);

        Assert.Contains("href=\"/console\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_is_recorded_by_a_form()
    {
        Due();

        var (status, place) = await PostAsync("/console/checks", ("check", "terminals"), ("reading", "13,1"), ("by", "Ada"), ("key", "k1"));

        Assert.Equal((HttpStatusCode.SeeOther, "/console/checks"), (status, place));
        var said = Assert.Single(_stall.Recorded);
        Assert.Equal(("terminals", 13.1, "Ada", false), (said.Check, said.Reading.Number, said.By, said.Confirm));
    }

    [Fact]
    public async Task An_unusual_reading_is_asked_for_again_and_then_taken()
    {
        Due();
        _stall.Refusal = Problems.Of(ProblemTypes.CheckOutOfRange, "Outside what is plausible", 422, "12 to 14.6 V is plausible.");
        using var first = await SendAsync("/console/checks", ("check", "terminals"), ("reading", "3"), ("by", "Ada"), ("key", "k1"));
        var page = await first.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.StatusCode);
        Assert.Contains("name=\"sure\" value=\"yes\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"3\"", page, StringComparison.Ordinal);
        var (status, _) = await PostAsync("/console/checks", ("check", "terminals"), ("reading", "3"), ("by", "Ada"), ("key", "k2"), ("sure", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.True(Assert.Single(_stall.Recorded).Confirm);
    }

    [Theory]
    [InlineData("high")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    public async Task What_is_no_reading_is_not_recorded(string typed)
    {
        Due();

        using var answer = await SendAsync("/console/checks", ("check", "terminals"), ("reading", typed), ("by", "Ada"), ("key", "k1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("The reading is a number", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(_stall.Recorded);
    }

    [Fact]
    public async Task A_check_is_put_off_for_ten_minutes()
    {
        Due();

        await PostAsync("/console/checks/snooze", ("check", "terminals"), ("by", "Bo"), ("key", "k1"));

        Assert.Equal(new CheckSnooze("Bo", 10), Assert.Single(_stall.Snoozed));
    }

    [Theory]
    [InlineData("/console/checks")]
    [InlineData("/console/checks/snooze")]
    [InlineData("/console/teardown")]
    public async Task A_form_that_is_not_of_this_kit_does_nothing(string path)
    {
        Due();
        using var content = new FormUrlEncodedContent([new("check", "terminals"), new("reading", "13"), new("by", "Ada"), new("sure", "yes"), new(IFormTokens.Header, "forged")]);

        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal((0, 0, 0), (_stall.Recorded.Count, _stall.Snoozed.Count, _stall.Closed));
    }

    [Fact]
    public async Task Teardown_says_what_is_left_and_puts_devices_out_when_it_is_meant()
    {
        _stall.Guests = 3;
        _stall.HeadSeq.Set(4);

        var page = await TextAsync("/console/teardown");
        using var hasty = await SendAsync("/console/teardown");
        var (status, _) = await PostAsync("/console/teardown", ("sure", "yes"));

        Assert.Contains("4 records wait", page, StringComparison.Ordinal);
        Assert.Contains("Put 3 out", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther, 1), (hasty.StatusCode, status, _stall.Closed));
    }

    [Fact]
    public async Task A_guest_finds_the_way_to_pairing_and_a_new_kit_asks_for_its_setup_code()
    {
        _asGuest = true;
        var known = await TextAsync("/");
        _stall.NeedsOwner = true;
        var fresh = await TextAsync("/");

        Assert.Contains("Do you work here?", known, StringComparison.Ordinal);
        Assert.Contains("This kit has no owner yet", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("order-list", known + fresh, StringComparison.Ordinal);
    }

    private static CheckView Check() => new(
        "terminals", "Pack voltage at the terminals", CheckState.Due, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, CanSnooze: true, "V", 12, 14.6, "Ada");

    private void Due()
    {
        _stall.Tile = _stall.Tile with { Id = "checks", Name = "Checks" };
        _stall.Checks.Add(Check());
    }

    private async Task<string> TextAsync(string path, params HttpStatusCode[] expected)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Contains(answer.StatusCode, expected.Length == 0 ? [HttpStatusCode.OK] : expected);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<(HttpStatusCode Status, string? Place)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(path, fields);
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([.. fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)), new(IFormTokens.Header, FakeStall.FormToken)]);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
    }
}
