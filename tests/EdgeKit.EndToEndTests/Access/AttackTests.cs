using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Access;

/// <summary>What somebody in the stall's network might try, at the published daemon.</summary>
public sealed class AttackTests : ProcessTest
{
    private static readonly byte[] SlowHead = "POST /api/v1/orders HTTP/1.1\r\nHost: {0}\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{"u8.ToArray();

    private Uri _lan = new("http://unset.invalid");

    [Theory]
    [InlineData("evil.example")]
    [InlineData("kit-17.evil.example")]
    [InlineData("localhost.evil.example")]
    public async Task A_name_of_somebody_else_that_leads_here_is_not_answered(string name)
    {
        var kit = await StartAsync();

        foreach (var at in new[] { kit.Address, _lan })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(at, "/api/v1/stock"));
            request.Headers.Host = $"{name}:{at.Port}";
            using var answer = await kit.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task A_page_of_somebody_else_orders_nothing_with_a_tills_cookie(string origin)
    {
        var kit = await StartAsync();
        var till = await PairAsync(kit, Role.Cashier);

        foreach (var path in new[] { "/api/v1/orders", "/till/pay", "/console/teardown", "/sites", "/api/v1/security/pin" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_lan, path)) { Content = new FormUrlEncodedContent([new("sure", "yes")]) };
            request.Headers.Add("Cookie", $"edgekit={till.Token}");
            request.Headers.Add("Origin", origin);
            using var answer = await kit.Http.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_code_counts_once_and_a_token_no_longer_than_its_device()
    {
        var kit = await StartAsync();
        var invite = await InviteAsync(kit, Role.Cashier);
        using var first = await RedeemAsync(invite.Code);
        var device = (await first.Content.ReadFromJsonAsync(ContractsJson.Default.PairedDevice, Cancel))!;

        using var replayed = await RedeemAsync(invite.Code);
        Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await OrdersAsync(device.Token));
        Assert.Equal(0, (await kit.CommandAsync(Cancel, "devices", "revoke", device.Id)).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await OrdersAsync(device.Token));
    }

    [Fact]
    public async Task Codes_are_not_found_by_trying()
    {
        var kit = await StartAsync();
        var invite = await InviteAsync(kit, Role.Owner);
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await RedeemAsync("BBBB-BBBB");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        // From here on not even the right one is looked at.
        using var answer = await RedeemAsync(invite.Code);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Theory]
    [InlineData("/assets/../../../../etc/passwd")]
    [InlineData("/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/e/..%2f..%2fetc%2fpasswd")]
    [InlineData("/e/x/pictures/..%2f..%2f..%2fledger.db")]
    [InlineData("/api/v1/catalog/images/..%2f..%2fledger.db")]
    [InlineData("/live/..%2fapi/v1/orders")]
    [InlineData("/console/..%2f..%2fdevices.json")]
    public async Task No_path_leads_out_of_what_is_served(string path)
    {
        await StartAsync();

        // By hand: a client would tidy the path up.
        var (status, body) = await RawAsync($"GET {path} HTTP/1.1\r\nHost: {_lan.Authority}\r\nConnection: close\r\n\r\n");

        Assert.InRange(status, 400, 499);
        Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite format", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/holds", "application/json")]
    [InlineData("/api/v1/pairings", "application/json")]
    [InlineData("/e/nobody/order", "application/x-www-form-urlencoded")]
    public async Task A_body_that_is_too_large_is_refused_and_not_read(string path, string type)
    {
        var kit = await StartAsync();

        var (status, _) = await RawAsync($"POST {path} HTTP/1.1\r\nHost: {_lan.Authority}\r\nContent-Type: {type}\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n");

        Assert.InRange(status, 400, 499);
        Assert.True(kit.IsRunning);
    }

    [Fact]
    public async Task Who_sends_slowly_holds_nobody_up_and_is_let_go()
    {
        var kit = await StartAsync();
        var till = await PairAsync(kit, Role.Cashier);
        var head = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(SlowHead).Replace("{0}", _lan.Authority, StringComparison.Ordinal));
        var slow = new List<TcpClient>();
        try
        {
            for (var one = 0; one < 100; one++)
            {
                // From an address of its own: each has a share of the connections, and may spend it as it likes.
                var client = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.9.9"), 0));
                slow.Add(client);
                try
                {
                    await client.ConnectAsync(LanAddress.Own, _lan.Port, Cancel);
                    await client.GetStream().WriteAsync(head, Cancel);
                }
                catch (Exception error) when (error is SocketException or IOException)
                {
                    // Reset, perhaps before this side knew that it was connected: more than the address's share.
                    Assert.True(one >= 64, $"connection {one} was not taken: {error.Message}");
                    slow.Remove(client);
                    client.Dispose();
                }
            }

            Assert.Equal(HttpStatusCode.OK, await OrdersAsync(till.Token));

            // Each is answered or closed by the kit, without a byte more.
            var buffer = new byte[4096];
            foreach (var client in slow)
            {
                while (await ReadAsync(client, buffer) > 0)
                {
                    continue;
                }
            }

            Assert.Equal(HttpStatusCode.OK, await OrdersAsync(till.Token));
        }
        finally
        {
            slow.ForEach(static client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_flood_of_guests_is_turned_away_and_every_order_of_the_till_is_taken()
    {
        var kit = await StartAsync();
        var device = await PairAsync(kit, Role.Cashier);
        using var tablet = new Tablet("till", _lan, TimeSpan.FromSeconds(30));
        tablet.Bring(device.Token);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var turnedAway = 0;
        var guests = Enumerable.Range(0, 20).Select(_ => FloodAsync()).ToArray();
        await Readiness.WaitUntilAsync(_ => Task.FromResult(Volatile.Read(ref turnedAway) > 0), () => "no guest was turned away", Cancel);

        var calls = await SellAsync(tablet, 40);

        await over.CancelAsync();
        await Task.WhenAll(guests);
        Assert.All(calls, static call => Assert.Equal(CallOutcome.Acked, call.Outcome));

        async Task FloodAsync()
        {
            using var guest = new HttpClient { BaseAddress = _lan };
            while (!over.IsCancellationRequested)
            {
                using var answer = await guest.GetAsync(new Uri("/api/v1/catalog", UriKind.Relative), Cancel);
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                {
                    Interlocked.Increment(ref turnedAway);
                }
            }
        }
    }

    private static async Task<int> ReadAsync(TcpClient client, byte[] buffer)
    {
        try
        {
            return await client.GetStream().ReadAsync(buffer, Cancel);
        }
        catch (IOException)
        {
            // Reset: the kit has let it go.
            return 0;
        }
    }

    private async Task<KitProcess> StartAsync()
    {
        _lan = LanAddress.Free();
        return await StartKitAsync(new KitSetup { AlsoListens = [_lan.GetLeftPart(UriPartial.Authority)] });
    }

    private static async Task<Invite> InviteAsync(KitProcess kit, Role role)
    {
        var (exitCode, printed) = await kit.CommandAsync(Cancel, "pair", "--role", role.ToString(), "--json");
        Assert.True(exitCode == 0, printed);
        return JsonSerializer.Deserialize(printed, ContractsJson.Default.Invite)!;
    }

    private async Task<HttpResponseMessage> RedeemAsync(string code)
    {
        using var client = new HttpClient { BaseAddress = _lan };
        using var content = JsonContent.Create(new InviteClaim(code, "Somebody"), ContractsJson.Default.InviteClaim);
        return await client.PostAsync(new Uri("/api/v1/pairings/redeem", UriKind.Relative), content, Cancel);
    }

    private async Task<PairedDevice> PairAsync(KitProcess kit, Role role)
    {
        using var answer = await RedeemAsync((await InviteAsync(kit, role)).Code);
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.PairedDevice, Cancel))!;
    }

    private async Task<HttpStatusCode> OrdersAsync(string token)
    {
        using var client = new HttpClient { BaseAddress = _lan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync(new Uri("/api/v1/orders?latest=1", UriKind.Relative), Cancel);
        return answer.StatusCode;
    }

    private async Task<(int Status, string Body)> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(LanAddress.Own, _lan.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Cancel);
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture), answer);
    }
}
