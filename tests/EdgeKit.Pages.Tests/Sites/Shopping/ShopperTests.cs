using System.Buffers.Text;
using System.Net;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Answers;
using EdgeKit.Pages.Sites.Documents;

namespace EdgeKit.Pages.Tests.Sites.Shopping;

public sealed class ShopperTests : SitesTest
{
    private static readonly SiteContent Soup = SampleSites.Of("Soup", new Block.Products("b1", "Tonight", ["soup", "bowl"])) with { Venue = "Row C", Opens = null };

    [Fact]
    public async Task A_shopper_comes_from_the_page_to_a_receipt_without_an_account()
    {
        var path = await Kit.PublishAsync("soup", Soup, Cancel);
        using var phone = Kit.Open();

        await phone.GetAsync(path, Cancel);
        await phone.SubmitAsync("/hold", Cancel, ("sku", "soup"), ("quantity", "2"));
        Assert.Contains("Yours for", phone.Html, StringComparison.Ordinal);
        Assert.Contains("data-seconds-left=\"480\"", phone.Html, StringComparison.Ordinal);
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"), ("email", "kim@a.example"));

        var order = Kit.Desk.Orders.Single();
        Assert.Equal((2, PaymentMethod.Later, "Kim", "From /e/soup"), (order.Lines.Single().Quantity, order.Payment.Method, order.Customer!.Name, order.Note));
        Assert.Contains(order.Receipt, phone.Html, StringComparison.Ordinal);
        Assert.Contains("the cloud has it by about 20:40", phone.Html, StringComparison.Ordinal);
        Assert.Equal("no-store", phone.Last.Headers.CacheControl?.ToString());
        Assert.DoesNotContain(Kit.Log.Records, static made => made.Type == RecordTypes.ConsentGiven);

        var receipt = phone.Path;
        await phone.GetAsync(receipt + "/qr.svg", Cancel);
        Assert.Equal("image/svg+xml", phone.Last.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<text>{Kit.Address.GetLeftPart(UriPartial.Authority)}{receipt}</text>", phone.Html, StringComparison.Ordinal);
        await phone.GetAsync(receipt + "/calendar.ics", Cancel);
        Assert.Contains("Pick up 17-0001", phone.Html, StringComparison.Ordinal);
        Assert.Contains("2 × Leek soup", phone.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Viewer", false)]
    [InlineData("Creator", false)]
    [InlineData("Device", false)]
    [InlineData("Cashier", true)]
    [InlineData("Operator", true)]
    [InlineData("Owner", true)]
    public async Task A_device_that_sells_is_led_from_the_receipt_to_the_order_at_the_till(string? role, bool isLed)
    {
        var phone = await HoldAsync();
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        Assert.DoesNotContain("/till", phone.Html, StringComparison.Ordinal);

        using var reader = Kit.Open(role);
        await reader.GetAsync(phone.Path, Cancel);

        Assert.Equal(isLed, reader.Html.Contains($"<a class=\"button primary wide\" href=\"/till/orders/{Kit.Desk.Orders.Single().OrderId}\">Open at the till</a>", StringComparison.Ordinal));
        Assert.Equal(isLed, reader.Html.Contains("/till", StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(reader.Html, "button primary", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal("no-store", reader.Last.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task The_fields_say_what_a_browser_may_fill_in()
    {
        var phone = await HoldAsync();

        Assert.Contains("name=\"name\" value=\"\" autocomplete=\"name\"", phone.Html, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"email\"", phone.Html, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"tel\"", phone.Html, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"street-address\"", phone.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("name=\"agrees\"[^>]*checked", phone.Html);
    }

    [Fact]
    public async Task The_same_device_has_nothing_to_type_the_second_time()
    {
        var phone = await HoldAsync();
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim & Söhne"), ("email", "kim@a.example"), ("agrees", "yes"));
        await phone.GetAsync("/e/soup", Cancel);
        await phone.SubmitAsync("/hold", Cancel);

        Assert.Contains("value=\"Kim &amp; Söhne\"", phone.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"kim@a.example\"", phone.Html, StringComparison.Ordinal);
        Assert.DoesNotMatch("name=\"agrees\"[^>]*checked", phone.Html);
        await phone.SubmitAsync("/order", Cancel);
        Assert.Equal(2, Kit.Desk.Orders.Count);
        var cookie = phone.Cookies.Single();
        Assert.Equal(("/e", true), (cookie.Path, cookie.HttpOnly));
        Assert.Contains("samesite=lax", string.Join(';', phone.Last.Headers.TryGetValues("Set-Cookie", out var set) ? set : ["samesite=lax"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_order_even_with_other_words()
    {
        var phone = await HoldAsync();
        var form = phone.Html;
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        var receipt = phone.Path;

        using var again = Kit.Open();
        await again.PostAsync("/e/soup/order", Fields(form, ("name", "Kim")), Cancel);
        Assert.Equal(receipt, again.Path);
        await phone.PostAsync("/e/soup/order", Fields(form, ("name", "Bo")), Cancel);
        Assert.Equal(receipt, phone.Path);
        using var stranger = Kit.Open();
        await stranger.PostAsync("/e/soup/order", Fields(form, ("name", "Bo")), Cancel);
        Assert.Contains("ordered already", stranger.Html, StringComparison.Ordinal);

        Assert.Single(Kit.Desk.Orders);
    }

    [Fact]
    public async Task What_was_typed_stays_when_something_is_wrong()
    {
        var phone = await HoldAsync();

        await phone.SubmitAsync("/order", Cancel, ("name", ""), ("email", "no address"), ("phone", "12"), ("note", "No onions"), ("agrees", "yes"));

        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.All(["name", "email", "phone"], field => Assert.Contains($"id=\"{field}-fault\"", phone.Html, StringComparison.Ordinal));
        Assert.Contains("value=\"no address\"", phone.Html, StringComparison.Ordinal);
        Assert.Contains(">No onions</textarea>", phone.Html, StringComparison.Ordinal);
        Assert.Empty(Kit.Desk.Orders);
    }

    [Fact]
    public async Task A_card_number_is_refused_and_never_shown_again()
    {
        var phone = await HoldAsync();

        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"), ("note", "4111 1111 1111 1111"));

        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.DoesNotContain("4111", phone.Html, StringComparison.Ordinal);
        Assert.Empty(Kit.Desk.Orders);
    }

    [Fact]
    public async Task A_hold_that_is_over_is_an_order_all_the_same_while_there_is_something()
    {
        var phone = await HoldAsync();
        Kit.Desk.Expire();

        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));

        Assert.Equal("Kim", Kit.Desk.Orders.Single().Customer!.Name);
    }

    [Fact]
    public async Task And_is_none_when_somebody_was_quicker()
    {
        var phone = await HoldAsync();
        Kit.Desk.Expire();
        Kit.Desk.Left["soup"] = 0;

        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));

        Assert.Equal(HttpStatusCode.Conflict, phone.Status);
        Assert.Contains("Somebody was quicker", phone.Html, StringComparison.Ordinal);
        Assert.Empty(Kit.Desk.Orders);
    }

    [Fact]
    public async Task More_than_there_is_cannot_be_held()
    {
        var path = await Kit.PublishAsync("soup", Soup, Cancel);
        using var phone = Kit.Open();

        await phone.PostAsync(path + "/hold", [KeyValuePair.Create("sku", "bowl"), KeyValuePair.Create("quantity", "6")], Cancel);

        Assert.Equal(HttpStatusCode.Conflict, phone.Status);
        Assert.Contains("Only 5 of that are left", phone.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poster", "1")]
    [InlineData("nothing", "1")]
    [InlineData("", "1")]
    [InlineData("soup", "0")]
    [InlineData("soup", "-1")]
    [InlineData("soup", "21")]
    [InlineData("soup", "many")]
    public async Task What_is_not_on_the_page_cannot_be_held(string sku, string quantity)
    {
        var path = await Kit.PublishAsync("soup", Soup, Cancel);
        using var phone = Kit.Open();

        await phone.PostAsync(path + "/hold", [KeyValuePair.Create("sku", sku), KeyValuePair.Create("quantity", quantity)], Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.Empty(Kit.Desk.Holds);
    }

    [Fact]
    public async Task A_hold_is_added_to_changed_and_given_back()
    {
        var phone = await HoldAsync();
        await phone.PostAsync("/e/soup/hold", [KeyValuePair.Create("sku", "bowl"), KeyValuePair.Create("quantity", "2")], Cancel);
        await phone.PostAsync("/e/soup/hold", [KeyValuePair.Create("sku", "soup"), KeyValuePair.Create("quantity", "3")], Cancel);
        Assert.Equal("bowl 2, soup 3", string.Join(", ", Kit.Desk.Holds.Single().Lines.Select(static line => $"{line.Sku} {line.Quantity}")));

        await phone.SubmitAsync("/release", Cancel);

        Assert.Equal((HoldState.Released, "/e/soup"), (Kit.Desk.Holds.Single().State, phone.Path));
        await phone.GetAsync("/e/soup/checkout", Cancel);
        Assert.Contains("Nothing is held any more", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_changed_is_shown_before_it_is_paid()
    {
        var phone = await HoldAsync();
        Kit.Catalog.Price("soup", 500);

        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        Assert.Equal(HttpStatusCode.Conflict, phone.Status);
        Assert.Contains("€5.00", phone.Html, StringComparison.Ordinal);
        Assert.Empty(Kit.Desk.Orders);

        await phone.SubmitAsync("/order", Cancel);
        Assert.Equal(500, Kit.Desk.Orders.Single().Total.Amount);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_said_and_the_same_form_works_after()
    {
        var phone = await HoldAsync();
        Kit.Desk.Refusal = Problems.Of(ProblemTypes.StorageFull, "Orders are refused for now", 503, "It was not taken: the disk is full.");

        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, phone.Status);
        Assert.Contains("the disk is full", phone.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Kim\"", phone.Html, StringComparison.Ordinal);

        Kit.Desk.Refusal = null;
        await phone.SubmitAsync("/order", Cancel);
        Assert.Single(Kit.Desk.Orders);
    }

    [Fact]
    public async Task A_link_to_pay_is_offered_only_while_the_stall_is_online()
    {
        var phone = await HoldAsync();
        Assert.DoesNotContain("value=\"link\"", phone.Html, StringComparison.Ordinal);
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"), ("email", "kim@a.example"), ("payment", "link"));
        Assert.Contains("The stall is offline", phone.Html, StringComparison.Ordinal);

        Kit.Uplink.States.Set(UplinkState.Online);
        await phone.GetAsync("/e/soup/checkout", Cancel);
        Assert.Contains("value=\"link\"", phone.Html, StringComparison.Ordinal);
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"), ("email", "kim@a.example"), ("payment", "link"));

        Assert.Equal(PaymentMethod.Link, Kit.Desk.Orders.Single().Payment.Method);
    }

    [Fact]
    public async Task An_order_is_cancelled_by_its_link_as_long_as_nothing_was_paid()
    {
        var phone = await HoldAsync();
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        await phone.SubmitAsync("/cancel", Cancel);

        Assert.Equal((OrderStatus.Voided, 40L), (Kit.Desk.Orders.Single().Status, Kit.Desk.Left["soup"]));
        Assert.Contains("Cancelled", phone.Html, StringComparison.Ordinal);

        await phone.GetAsync("/e/soup", Cancel);
        await phone.SubmitAsync("/hold", Cancel);
        await phone.SubmitAsync("/order", Cancel);
        var paid = Kit.Desk.Orders.Last();
        await Kit.Desk.PayAsync("k", paid.OrderId, new PayRequest(new Payment(PaymentMethod.Cash)), null);
        await phone.SubmitAsync("/cancel", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, phone.Status);
        Assert.Contains("only be changed at the stall", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_outlasts_its_page()
    {
        var phone = await HoldAsync();
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        var receipt = phone.Path;
        await Kit.Sites.RemoveAsync("soup", Cancel);

        await phone.GetAsync(receipt, Cancel);

        Assert.Contains("17-0001", phone.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_or_cancels_an_order_without_its_link()
    {
        var phone = await HoldAsync();
        await phone.SubmitAsync("/order", Cancel, ("name", "Kim"));
        var receipt = phone.Path;
        var order = Kit.Desk.Orders.Single().OrderId.ToString("N");
        using var thief = Kit.Open();
        string[] forged = [order, $"{order}.", $"{order}.AAAAAAAAAAAAAAAAAAAAAA", receipt.Split('/')[^1][..^1] + (receipt[^1] == 'A' ? 'B' : 'A')];

        foreach (var token in forged)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await thief.GetAsync($"/e/soup/orders/{token}", Cancel)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await thief.GetAsync($"/e/soup/orders/{token}/qr.svg", Cancel)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await thief.PostAsync($"/e/soup/orders/{token}/cancel", [], Cancel)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await thief.GetAsync(receipt.Replace("/soup/", "/bread/", StringComparison.Ordinal), Cancel)).Status);
        Assert.Equal(OrderStatus.Open, Kit.Desk.Orders.Single().Status);
    }

    [Fact]
    public async Task A_cookie_that_the_kit_did_not_write_is_none()
    {
        var phone = await HoldAsync();
        var hold = Kit.Desk.Holds.Single().Id;
        using var thief = Kit.Open();
        var packed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"cart\":\"x\",\"hold\":\"{hold:D}\"}}"));
        string[] forged = [packed, $"{packed}.AAAAAAAAAAAAAAAAAAAAAA", "x", "", "%00"];

        foreach (var cookie in forged)
        {
            thief.SetCookie(cookie);
            await thief.GetAsync("/e/soup/checkout", Cancel);
            Assert.Contains("Nothing is held any more", thief.Html, StringComparison.Ordinal);
        }

        await thief.PostAsync("/e/soup/order", [KeyValuePair.Create("hold", $"{hold:N}"), KeyValuePair.Create("key", new string('0', 32)), KeyValuePair.Create("name", "Thief")], Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, thief.Status);
        Assert.Empty(Kit.Desk.Orders);
        phone.Dispose();
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_form_is_refused()
    {
        var path = await Kit.PublishAsync("soup", Soup, Cancel);
        using var phone = Kit.Open();

        await phone.PostAsync(path + "/hold", [KeyValuePair.Create("sku", new string('x', 70_000))], Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, phone.Status);
        Assert.DoesNotContain("xxx", phone.Html, StringComparison.Ordinal);
        await phone.SendAsync(new HttpRequestMessage(HttpMethod.Post, path + "/hold") { Content = new StringContent("{}", Encoding.UTF8, "application/json") }, Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, phone.Status);
        Assert.Empty(Kit.Desk.Holds);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(string html, params (string Name, string Value)[] typed) =>
    [
        KeyValuePair.Create("hold", Phone.Hidden(html, "hold")),
        KeyValuePair.Create("key", Phone.Hidden(html, "key")),
        KeyValuePair.Create("total", Phone.Hidden(html, "total")),
        .. typed.Select(static one => KeyValuePair.Create(one.Name, one.Value)),
    ];

    private async Task<Phone> HoldAsync()
    {
        var path = await Kit.PublishAsync("soup", Soup, Cancel);
        var phone = Kit.Open();
        await phone.GetAsync(path, Cancel);
        await phone.SubmitAsync("/hold", Cancel);
        Assert.EndsWith("/checkout", phone.Path, StringComparison.Ordinal);
        return phone;
    }
}
