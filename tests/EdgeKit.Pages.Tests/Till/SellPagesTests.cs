using System.IO.Compression;
using System.Text.RegularExpressions;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Pages.Support;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

/// <summary>Selling without JavaScript: forms, and what they lead to.</summary>
public sealed partial class SellPagesTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private Stall _stall = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stall = await Stall.StartAsync(_data);
        await _stall.ReceiveAsync("chai", 10);
        await _stall.ReceiveAsync("bao", 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stall.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_shelf_shows_what_is_left_and_names_what_is_sold_out()
    {
        var page = await _stall.GetAsync("/till", "Cashier");

        Assert.Equal(200, page.Status);
        Assert.Contains("10 left", page.Html, StringComparison.Ordinal);
        Assert.Matches("<button class=\"tile gone\"[^>]*data-sku=\"pin\"[^>]*disabled[^>]*>", page.Html);
        Assert.Contains("<span class=\"name\">Bao &lt;b&gt;&amp;</span>", page.Html, StringComparison.Ordinal);
        Assert.Contains("src=\"/api/v1/catalog/images/chai.svg\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", page.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=", page.Html);
    }

    [Fact]
    public async Task A_page_lets_nothing_foreign_run_and_no_cache_keep_it()
    {
        using var message = (await _stall.GetAsync("/till")).Message;

        string Header(string name) => string.Join(',', message.Headers.GetValues(name));
        Assert.Contains("default-src 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("no-store", "nosniff", "same-origin"), (Header("Cache-Control"), Header("X-Content-Type-Options"), Header("Referrer-Policy")));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task It_comes_compressed_where_that_is_understood_and_is_the_same(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/till/orders");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await _stall.Http.SendAsync(request, Cancel);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await using Stream decoded = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(decoded);
        Assert.Equal((await _stall.GetAsync("/till/orders")).Html, await reader.ReadToEndAsync(Cancel));
    }

    [Theory]
    [InlineData("", "add", "chai", "chai~1")]
    [InlineData("chai~1", "add", "chai", "chai~2")]
    [InlineData("chai~2", "less", "chai", "chai~1")]
    [InlineData("chai~2~bao~1", "remove", "chai", "bao~1")]
    [InlineData("chai~2~bao~1", "clear", "all", "")]
    [InlineData("chai~2", "nonsense", "chai", "chai~2")]
    [InlineData("chai~2", "add", "<script>", "chai~2")]
    public async Task A_tap_changes_the_basket_and_leads_back(string before, string step, string sku, string after)
    {
        var answer = await _stall.PostAsync("/till/basket", null, before, (step, sku));

        Assert.Equal((303, "/till"), (answer.Status, answer.Location));
        Assert.StartsWith($"till-basket={after};", answer.SetCookie, StringComparison.Ordinal);
        Assert.Contains("path=/till; samesite=strict", answer.SetCookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_basket_outlasts_a_reload_and_a_restart()
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~2~gone~1");

        Assert.Matches("<strong id=\"total\">€7.00</strong>", page.Html);
        Assert.Contains("name=\"basket\" value=\"chai~2\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("data-empty=\"false\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cash_is_taken_in_one_step_and_the_receipt_says_the_change()
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~2");
        var sold = await SellAsync(page.Html, "chai~2", ("how", "cash"), ("given", "10"));

        Assert.Equal(303, sold.Status);
        Assert.Matches("^/till/orders/[0-9a-f-]{36}\\?given=1000$", sold.Location);
        Assert.StartsWith("till-basket=;", sold.SetCookie, StringComparison.Ordinal);
        var receipt = await _stall.GetAsync(sold.Location!);
        Assert.Contains("Change <strong>€3.00</strong>", receipt.Html, StringComparison.Ordinal);
        Assert.Contains("Receipt 17-0001", receipt.Html, StringComparison.Ordinal);
        Assert.Contains("17-0001 is queued", receipt.Html, StringComparison.Ordinal);
        Assert.Contains("of which tax, 19", receipt.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_tap_and_a_resent_form_are_one_order()
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~2");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SellAsync(page.Html, "chai~2", ("how", "cash"), ("given", "7.00"))));

        // What comes while the first is on its way to the disk is shown the form again, with the same key.
        Assert.All(answers, static answer => Assert.True(answer.Status is 303 or 409, $"{answer.Status}"));
        Assert.Equal(303, (await SellAsync(page.Html, "chai~2", ("how", "cash"), ("given", "20"))).Status);
        Assert.Equal(8, _stall.Desk.StockOf("chai").Available);
    }

    [Theory]
    [InlineData("terminal", "reference", "A-77", PaymentMethod.Terminal, "A-77", OrderStatus.Paid)]
    [InlineData("terminal", "reference", "", PaymentMethod.Terminal, null, OrderStatus.Paid)]
    [InlineData("later", "note", "table 4", PaymentMethod.Later, null, OrderStatus.Open)]
    public async Task Cards_and_debts_are_sold_too(string how, string field, string typed, PaymentMethod method, string? reference, OrderStatus status)
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~1");
        await SellAsync(page.Html, "chai~1", ("how", how), (field, typed));

        var order = (await _stall.Desk.LatestAsync(1, Cancel))[0];
        Assert.Equal((new Payment(method, reference), status), (order.Payment, order.Status));
        Assert.Equal(field == "note" ? "table 4" : null, order.Note);
    }

    [Theory]
    [InlineData("cash", "given", "6.99", 400, "€6.99 is less than €7.00")]
    [InlineData("cash", "given", "ten", 400, "&#x27;ten&#x27; is no amount of money")]
    [InlineData("cash", "given", "", 400, "is no amount of money")]
    [InlineData("cash", "given", "-7", 400, "is no amount of money")]
    [InlineData("barter", "given", "7", 400, "does not say how it is paid")]
    [InlineData("terminal", "reference", "4111 1111 1111 1111", 400, "never stores a card number")]
    public async Task A_form_that_makes_no_sense_is_shown_again_and_nothing_is_sold(string how, string field, string typed, int status, string says)
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~2");

        var answer = await SellAsync(page.Html, "chai~2", ("how", how), (field, typed));

        Assert.Equal(status, answer.Status);
        Assert.Contains(says, answer.Html, StringComparison.Ordinal);
        Assert.Equal(10, _stall.Desk.StockOf("chai").Available);
    }

    [Fact]
    public async Task What_was_typed_is_kept_and_a_reference_too_long_is_named()
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~2");

        var answer = await SellAsync(page.Html, "chai~2", ("how", "terminal"), ("reference", new string('9', 201)));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Expected at most 200 characters", answer.Html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{new string('9', 201)}\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains("name=\"basket\" value=\"chai~2\"", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_basket_a_missing_total_and_a_foreign_form_sell_nothing()
    {
        var key = ("key", "till-x");
        Assert.Contains("basket is empty", (await _stall.PostAsync("/till/sell", key, ("how", "cash"), ("total", "0"), ("given", "1"))).Html, StringComparison.Ordinal);
        Assert.Contains("no total", (await _stall.PostAsync("/till/sell", key, ("basket", "chai~1"), ("how", "cash"), ("given", "5"))).Html, StringComparison.Ordinal);
        using var foreign = new FormUrlEncodedContent([KeyValuePair.Create("add", "chai")]);
        using var refused = await _stall.Http.PostAsync(new Uri("/till/basket", UriKind.Relative), foreign, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var kind = await _stall.Http.PostAsync(new Uri("/till/sell", UriKind.Relative), json, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.UnsupportedMediaType, kind.StatusCode);
        Assert.Empty(await _stall.Desk.LatestAsync(1, Cancel));
    }

    [Fact]
    public async Task Too_many_a_changed_price_and_goods_that_are_gone_are_said_before_anything_is_sold()
    {
        var page = await _stall.GetAsync("/till", cookie: "bao~3");
        Assert.Contains("not so many left</span>", page.Html, StringComparison.Ordinal);
        var many = await SellAsync(page.Html, "bao~3", ("how", "cash"), ("given", "50"));
        Assert.Equal(409, many.Status);
        Assert.Contains("Bao &lt;b&gt;&amp; (2 left)", many.Html, StringComparison.Ordinal);
        Assert.NotEqual(KeyOf(page.Html), KeyOf(many.Html));

        page = await _stall.GetAsync("/till", cookie: "chai~1");
        _stall.Catalog.Table[0] = _stall.Catalog.Table[0] with { Price = new Money(400, "EUR") };
        var dearer = await SellAsync(page.Html, "chai~1", ("how", "cash"), ("given", "5"));
        Assert.Equal(409, dearer.Status);
        Assert.Contains("<strong id=\"total\">€4.00</strong>", dearer.Html, StringComparison.Ordinal);

        _stall.Catalog.Table.RemoveAt(0);
        var gone = await SellAsync(page.Html, "chai~1", ("how", "cash"), ("given", "5"));
        Assert.Contains("no longer sold", gone.Html, StringComparison.Ordinal);
        Assert.Empty(await _stall.Desk.LatestAsync(1, Cancel));
    }

    [Fact]
    public async Task Sold_once_in_cash_it_is_not_sold_again_by_card()
    {
        var page = await _stall.GetAsync("/till", cookie: "chai~1");
        await SellAsync(page.Html, "chai~1", ("how", "cash"), ("given", "5"));

        var again = await SellAsync(page.Html, "chai~1", ("how", "terminal"), ("reference", "1"));

        Assert.Equal(422, again.Status);
        Assert.Contains("sold a moment ago", again.Html, StringComparison.Ordinal);
        Assert.Equal(9, _stall.Desk.StockOf("chai").Available);
    }

    [Fact]
    public async Task Offline_every_page_of_the_till_says_so()
    {
        _stall.Uplink.View = _stall.Uplink.View with { State = UplinkState.Offline, Queued = 7 };

        foreach (var path in new[] { "/till", "/till/orders", "/till/queue", "/till/day", "/till/banner" })
        {
            Assert.Contains("7 orders and changes wait, none is lost.", (await _stall.GetAsync(path)).Html, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("name=\"key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("name=\"total\" value=\"(?<total>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Total();

    private static string KeyOf(string html) => Key().Match(html).Groups["key"].Value;

    private Task<PageAnswer> SellAsync(string html, string basket, params (string Name, string Value)[] fields) =>
        _stall.PostAsync("/till/sell", null, basket, [("key", KeyOf(html)), ("total", Total().Match(html).Groups["total"].Value), ("basket", basket), .. fields]);
}
