using System.Net;
using EdgeKit.Contracts.Access;
using EdgeKit.Testing;

namespace EdgeKit.Access.Tests.Guard;

public sealed class AccessGuardTests : IDisposable
{
    private const string Phone = "10.43.0.77";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("GET", "/guests", HttpStatusCode.OK)]
    [InlineData("GET", "/nobody", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/sell", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/refund", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    public async Task A_guest_comes_no_further_than_guests_may(string method, string path, HttpStatusCode status)
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);

        using var answer = await kit.SendAsync(new HttpMethod(method), path, Cancel, from: Phone);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/sell")]
    [InlineData("POST", "/refund")]
    [InlineData("GET", "/nobody")]
    public async Task The_kits_own_machine_does_everything(string method, string path)
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);

        using var answer = await kit.SendAsync(new HttpMethod(method), path, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_forwarded_address_makes_nobody_this_machine()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);

        using var answer = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: Phone, headers: [("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1")]);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_counts_until_it_is_revoked_and_after_a_restart()
    {
        PairedDevice device;
        await using (var kit = await AccessKit.StartAsync(_data.Path, Cancel))
        {
            device = await kit.PairAsync(Role.Cashier, Cancel);
            Assert.Equal(HttpStatusCode.OK, await SellAsync(kit, device.Token));
        }

        await using (var kit = await AccessKit.StartAsync(_data.Path, Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, await SellAsync(kit, device.Token));
            using var revoked = await kit.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{device.Id}", Cancel);
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await SellAsync(kit, device.Token));
        }

        await using (var kit = await AccessKit.StartAsync(_data.Path, Cancel))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SellAsync(kit, device.Token));
        }
    }

    [Fact]
    public async Task The_kit_keeps_no_token()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);
        var device = await kit.PairAsync(Role.Cashier, Cancel);

        var path = Path.Combine(_data.Path, "devices.json");

        Assert.DoesNotContain(device.Token, await File.ReadAllTextAsync(path, Cancel), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_damaged_registry_lets_nobody_in_and_the_kit_starts()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.Path, "devices.json"), "[{\"id\":", Cancel);

        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, await SellAsync(kit, "anything"));
        Assert.True(File.Exists(Path.Combine(_data.Path, "devices.json.damaged")));
    }

    [Fact]
    public async Task A_cookie_alone_counts_only_with_an_origin_or_the_pages_own_token()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);
        var device = await kit.PairAsync(Role.Cashier, Cancel);
        var cookie = ("Cookie", $"edgekit={device.Token}");

        using var bare = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: Phone, headers: [cookie]);
        using var guessed = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: Phone, headers: [cookie, ("Edge-Form", "guess")]);
        using var named = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: Phone, headers: [cookie, ("Origin", "http://10.43.0.1")]);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK], [bare.StatusCode, guessed.StatusCode, named.StatusCode]);
    }

    [Fact]
    public async Task Open_access_lets_everyone_do_everything()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel, ("security.access", "open"));

        using var answer = await kit.SendAsync(HttpMethod.Post, "/refund", Cancel, from: Phone);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_flood_of_guests_leaves_the_till_its_turn()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel, ("security.guestRate", "1"), ("security.guestsRate", "2"));
        var till = await kit.PairAsync(Role.Cashier, Cancel, from: "10.43.0.200");

        var answers = new List<HttpStatusCode>();
        for (var guest = 0; guest < 40; guest++)
        {
            using var answer = await kit.SendAsync(HttpMethod.Get, "/guests", Cancel, from: $"10.43.1.{guest}");
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.OK, await SellAsync(kit, till.Token, from: "10.43.1.7"));
    }

    [Fact]
    public async Task One_phone_that_asks_too_much_is_told_to_wait_and_others_are_not()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel, ("security.guestRate", "1"));

        var last = HttpStatusCode.OK;
        for (var request = 0; request < 20; request++)
        {
            using var answer = await kit.SendAsync(HttpMethod.Get, "/guests", Cancel, from: Phone);
            last = answer.StatusCode;
        }

        using var other = await kit.SendAsync(HttpMethod.Get, "/guests", Cancel, from: "10.43.0.78");
        using var stream = await kit.SendAsync(HttpMethod.Get, "/live/main/1.ts", Cancel, from: Phone);
        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK], [last, other.StatusCode, stream.StatusCode]);
    }

    private static async Task<HttpStatusCode> SellAsync(AccessKit kit, string token, string from = "10.43.0.50")
    {
        using var answer = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: from, token: token);
        return answer.StatusCode;
    }
}
