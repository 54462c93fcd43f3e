using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Testing;

namespace EdgeKit.Ledger.Tests.Holds;

public sealed class HoldRoutesTests : IAsyncLifetime
{
    private const string Good = """{"cart":"ada","lines":[{"sku":"tea","quantity":2}],"ttlSeconds":60}""";
    private const string Nobody = "0192f0c1-0000-7000-8000-000000000001";

    private readonly TemporaryDirectory _directory = new();
    private LedgerServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LedgerServer.StartAsync(_directory);
        await _server.PostAsync("/api/v1/stock/tea/receive", """{"quantity":10,"reason":"test","by":"test"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_hold_goes_from_placed_to_changed_to_paid_to_ordered()
    {
        var placed = await _server.PostAsync("/api/v1/holds", Good);
        var id = placed["id"];
        Assert.Equal((201, $"/api/v1/holds/{id}", "ada", "held", "60"), (placed.Status, placed.Location, placed["cart"], placed["state"], placed["remainingSeconds"]));
        _server.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("45", (await _server.GetAsync(placed.Location!))["remainingSeconds"]);

        var changed = await PutAsync(id, """{"cart":"ada","lines":[{"sku":"tea","quantity":2},{"sku":"tea","quantity":1}]}""");
        Assert.Equal((200, id, "480"), (changed.Status, changed["id"], changed["remainingSeconds"]));
        Assert.Equal((7, 3), await LevelAsync());

        var paying = await _server.PostAsync($"/api/v1/holds/{id}/pay");
        Assert.Equal((200, "paying", null), (paying.Status, paying["state"], paying["remainingSeconds"]));
        Assert.Equal("paying", Assert.Single((await _server.GetAsync("/api/v1/holds")).Body.EnumerateArray()).GetProperty("state").GetString());

        Assert.Equal(201, (await OrderAsync(id, 3)).Status);
        Assert.Equal((7, 0), await LevelAsync());
        Assert.Equal(("committed", ""), ((await _server.GetAsync(placed.Location!))["state"], (await _server.GetAsync(placed.Location!))["cart"]));
        Assert.Empty((await _server.GetAsync("/api/v1/holds")).Body.EnumerateArray());
        Assert.Equal((409, ProblemTypes.HoldEnded), Problem(await _server.SendAsync(HttpMethod.Delete, placed.Location!)));
    }

    [Fact]
    public async Task A_hold_is_given_up_as_often_as_one_likes()
    {
        var placed = await _server.PostAsync("/api/v1/holds", Good);

        Assert.Equal(204, (await _server.SendAsync(HttpMethod.Delete, placed.Location!)).Status);
        Assert.Equal(204, (await _server.SendAsync(HttpMethod.Delete, placed.Location!)).Status);

        Assert.Equal((10, 0), await LevelAsync());
        Assert.Equal((409, ProblemTypes.HoldEnded), Problem(await PutAsync(placed["id"], Good)));
        Assert.Equal((409, ProblemTypes.HoldEnded), Problem(await _server.PostAsync($"{placed.Location}/pay")));
        Assert.NotEqual(placed["id"], (await _server.PostAsync("/api/v1/holds", Good))["id"]);
    }

    [Theory]
    [InlineData("{}", "cart")]
    [InlineData("""{"cart":"ada"}""", "lines")]
    [InlineData("""{"cart":null,"lines":[{"sku":"tea","quantity":1}]}""", "cart")]
    [InlineData("""{"cart":"","lines":[{"sku":"tea","quantity":1}]}""", "cart")]
    [InlineData("""{"cart":"a b","lines":[{"sku":"tea","quantity":1}]}""", "cart")]
    [InlineData("""{"cart":"tür","lines":[{"sku":"tea","quantity":1}]}""", "cart")]
    [InlineData("""{"cart":7,"lines":[{"sku":"tea","quantity":1}]}""", "cart")]
    [InlineData("""{"cart":"ada","lines":[]}""", "lines")]
    [InlineData("""{"cart":"ada","lines":[null]}""", "lines[0]")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1},{"sku":"tea","quantity":-1}]}""", "lines[1].quantity")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":10000}]}""", "lines[0].quantity")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1.5}]}""", "lines[0].quantity")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea"}]}""", "lines[0].quantity")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"","quantity":1}]}""", "lines[0].sku")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1}],"ttlSeconds":9}""", "ttlSeconds")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1}],"ttlSeconds":1801}""", "ttlSeconds")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1}],"ttlSeconds":"8m"}""", "ttlSeconds")]
    [InlineData("""{"cart":"ada","lines":[{"sku":"tea","quantity":1}],"cart":"bob"}""", "cart")]
    [InlineData("""{"cart":"ada","lines":[""", "lines[0]")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    public async Task Bad_input_is_named_by_both_routes_and_holds_nothing(string body, string field)
    {
        var held = await _server.PostAsync("/api/v1/holds", Good);

        foreach (var answer in (LedgerServer.Answer[])[await _server.PostAsync("/api/v1/holds", body), await PutAsync(held["id"], body)])
        {
            Assert.Equal((400, ProblemTypes.BadRequest, field), (answer.Status, answer["type"], answer["field"]));
        }

        Assert.Equal((8, 2), await LevelAsync());
    }

    [Fact]
    public async Task What_the_kit_never_takes_is_refused_here_too()
    {
        var cart = new string('c', 101);
        var hundredAndOne = string.Join(',', Enumerable.Repeat("""{"sku":"tea","quantity":1}""", 101));

        Assert.Equal("cart", (await _server.PostAsync("/api/v1/holds", Good.Replace("ada", cart, StringComparison.Ordinal)))["field"]);
        Assert.Equal("lines", (await _server.PostAsync("/api/v1/holds", $$"""{"cart":"ada","lines":[{{hundredAndOne}}]}"""))["field"]);
        Assert.Equal((400, ProblemTypes.UnknownSku), Problem(await _server.PostAsync("/api/v1/holds", Good.Replace("tea", "none", StringComparison.Ordinal))));
        Assert.Equal((400, ProblemTypes.TooLarge), Problem(await _server.PostAsync("/api/v1/holds", Good + new string(' ', 64 * 1024))));
        Assert.Equal((400, ProblemTypes.CardNumber), Problem(await _server.PostAsync("/api/v1/holds", Good.Replace("ada", "4111-1111-1111-1111", StringComparison.Ordinal))));
        Assert.Equal((10, 0), await LevelAsync());
    }

    [Fact]
    public async Task A_hold_that_nobody_has_is_not_found()
    {
        foreach (var id in (string[])[Nobody, "1", "mine", Nobody.Replace("-", "", StringComparison.Ordinal)])
        {
            Assert.Equal((404, ProblemTypes.NotFound), Problem(await _server.GetAsync($"/api/v1/holds/{id}")));
            Assert.Equal((404, ProblemTypes.NotFound), Problem(await PutAsync(id, Good)));
            Assert.Equal((404, ProblemTypes.NotFound), Problem(await _server.PostAsync($"/api/v1/holds/{id}/pay")));
            Assert.Equal((404, ProblemTypes.NotFound), Problem(await _server.SendAsync(HttpMethod.Delete, $"/api/v1/holds/{id}")));
        }

        var order = await OrderAsync(Nobody, 1);
        Assert.Equal((404, ProblemTypes.NotFound, "holdId"), (order.Status, order["type"], order["field"]));
    }

    [Fact]
    public async Task A_hold_is_changed_by_its_own_cart_only()
    {
        var placed = await _server.PostAsync("/api/v1/holds", Good);

        var refused = await PutAsync(placed["id"], Good.Replace("ada", "bob", StringComparison.Ordinal));

        Assert.Equal((400, "cart"), (refused.Status, refused["field"]));
        Assert.Equal("ada", (await _server.GetAsync(placed.Location!))["cart"]);
    }

    [Fact]
    public async Task Too_few_are_said_with_what_is_left_and_an_expired_hold_with_that_it_had_expired()
    {
        var placed = await _server.PostAsync("/api/v1/holds", Good);
        var refused = await _server.PostAsync("/api/v1/holds", """{"cart":"bob","lines":[{"sku":"tea","quantity":5},{"sku":"tea","quantity":4}]}""");
        Assert.Equal((409, ProblemTypes.OutOfStock, "8"), (refused.Status, refused["type"], refused.Body.GetProperty("available").GetProperty("tea").ToString()));

        _server.Time.Advance(TimeSpan.FromSeconds(60));
        var late = await OrderAsync(placed["id"], 11);

        Assert.Equal((409, ProblemTypes.OutOfStock), Problem(late));
        Assert.Equal("The hold had expired. tea: 10 left", late["detail"]);
        Assert.Equal(201, (await OrderAsync(placed["id"], 10)).Status);
    }

    [Fact]
    public async Task A_guest_meets_its_limit_and_the_kit_itself_does_not()
    {
        var six = Good.Replace("2", "6", StringComparison.Ordinal);

        var refused = await _server.PostAsync("/api/v1/holds", six, device: "10.42.0.7");

        Assert.Equal((409, ProblemTypes.HoldLimit), Problem(refused));
        Assert.Contains("One device may hold 5 of 'tea'", refused["detail"], StringComparison.Ordinal);
        Assert.Equal(201, (await _server.PostAsync("/api/v1/holds", Good, device: "10.42.0.7")).Status);
        Assert.Equal(201, (await _server.PostAsync("/api/v1/holds", six)).Status);
    }

    [Fact]
    public async Task The_same_phone_over_IPv4_and_IPv6_is_one_device()
    {
        Assert.Equal(201, (await _server.PostAsync("/api/v1/holds", Good.Replace("2", "3", StringComparison.Ordinal), device: "10.42.0.7")).Status);

        Assert.Equal((409, ProblemTypes.HoldLimit), Problem(await _server.PostAsync("/api/v1/holds", Good.Replace("ada", "bob", StringComparison.Ordinal).Replace("2", "3", StringComparison.Ordinal), device: "::ffff:10.42.0.7")));
    }

    [Fact]
    public async Task A_kit_that_goes_off_holds_nothing_new_and_lets_go_of_what_it_holds()
    {
        var placed = await _server.PostAsync("/api/v1/holds", Good);
        _server.Shutdown.Announce("the battery is empty");

        Assert.Equal((503, ProblemTypes.Stopping), Problem(await _server.PostAsync("/api/v1/holds", Good)));
        Assert.Equal((503, ProblemTypes.Stopping), Problem(await PutAsync(placed["id"], Good)));
        Assert.Equal(204, (await _server.SendAsync(HttpMethod.Delete, placed.Location!)).Status);
    }

    [Theory]
    [InlineData("/api/v1/holds", """{"cart":"cart-N","lines":[{"sku":"mug","quantity":1}]}""")]
    [InlineData("/api/v1/orders", """{"lines":[{"sku":"mug","quantity":1}],"payment":{"method":"cash"},"note":"N"}""")]
    public async Task Of_two_hundred_at_once_one_gets_the_last(string route, string body)
    {
        await _server.PostAsync("/api/v1/stock/mug/receive", """{"quantity":1,"reason":"test","by":"test"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number =>
            _server.PostAsync(route, body.Replace("N", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))));

        Assert.Single(answers, static answer => answer.Status == 201);
        Assert.Equal(199, answers.Count(static answer => answer.Status == 409 && string.Equals(answer["type"], ProblemTypes.OutOfStock, StringComparison.Ordinal)));
        Assert.Equal(0, _server.Writer.Stock["mug"].Available);
    }

    private static (int Status, string? Type) Problem(LedgerServer.Answer answer) => (answer.Status, answer["type"]);

    private Task<LedgerServer.Answer> PutAsync(string? id, string body) => _server.SendAsync(HttpMethod.Put, $"/api/v1/holds/{id}", body);

    private Task<LedgerServer.Answer> OrderAsync(string? hold, int quantity) => _server.PostAsync(
        "/api/v1/orders",
        string.Create(CultureInfo.InvariantCulture, $$"""{"lines":[{"sku":"tea","quantity":{{quantity}}}],"payment":{"method":"cash"},"holdId":"{{hold}}"}"""));

    private async Task<(int Available, int Held)> LevelAsync()
    {
        var level = (await _server.GetAsync("/api/v1/stock")).Body.EnumerateArray().Single(static level => string.Equals(level.GetProperty("sku").GetString(), "tea", StringComparison.Ordinal));
        return (level.GetProperty("available").GetInt32(), level.GetProperty("held").GetInt32());
    }
}
