using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Access.Pairing;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing;

namespace EdgeKit.Access.Tests.Pairing;

public sealed class PairingTests : IAsyncLifetime
{
    private const string Tablet = "10.43.0.21";

    private readonly TemporaryDirectory _data = new();
    private AccessKit _kit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _kit = await AccessKit.StartAsync(_data.Path, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_device_shows_a_code_an_operator_approves_it_and_it_is_in()
    {
        var chief = await _kit.PairAsync(Role.Operator, Cancel, name: "Kim's phone");
        var offer = await BeginAsync("Till 2");
        Assert.Equal((ProblemTypes.AuthorizationPending, HttpStatusCode.BadRequest), await ClaimAsync(offer.Id));

        var approved = await ApproveAsync(offer.Code.ToLowerInvariant().Replace('-', ' '), Role.Cashier, chief.Token);
        var device = await _kit.PostAsync("/api/v1/pairings/token", new PairingClaim(offer.Id), ContractsJson.Default.PairingClaim, ContractsJson.Default.PairedDevice, Cancel, from: Tablet);

        Assert.Equal((HttpStatusCode.OK, "Till 2", Role.Cashier), (approved, device.Name, device.Role));
        using var me = await _kit.SendAsync(HttpMethod.Get, "/api/v1/me", Cancel, from: Tablet, token: device.Token);
        Assert.Equal(new CallerView("Till 2", ThisMachine: false, Role.Cashier), await me.Content.ReadFromJsonAsync(ContractsJson.Default.CallerView, Cancel));
        var body = JsonSerializer.Deserialize(_kit.Log.Records[^1].Body.Span, ContractsJson.Default.DevicePairedBody);
        Assert.Equal((RecordTypes.DevicePaired, new DevicePairedBody(device.Id, "Till 2", Role.Cashier, "Kim's phone")), (_kit.Log.Types[^1], body));
    }

    [Fact]
    public async Task A_secret_counts_once()
    {
        var offer = await BeginAsync("Till 2");
        await ApproveAsync(offer.Code, Role.Cashier);
        await _kit.PostAsync("/api/v1/pairings/token", new PairingClaim(offer.Id), ContractsJson.Default.PairingClaim, ContractsJson.Default.PairedDevice, Cancel, from: Tablet);

        Assert.Equal((ProblemTypes.CodeInvalid, HttpStatusCode.BadRequest), await ClaimAsync(offer.Id));
    }

    [Fact]
    public async Task A_code_that_was_seen_over_a_shoulder_opens_nothing()
    {
        var offer = await BeginAsync("Till 2");
        await ApproveAsync(offer.Code, Role.Owner);

        Assert.Equal(ProblemTypes.CodeInvalid, (await RedeemAsync(offer.Code)).Type);
        Assert.Equal(ProblemTypes.CodeInvalid, (await ClaimAsync(offer.Code)).Type);
    }

    [Fact]
    public async Task An_invite_counts_once()
    {
        var invite = await InviteAsync();

        Assert.Equal(HttpStatusCode.Created, (await RedeemAsync(invite.Code)).Status);
        Assert.Equal((ProblemTypes.CodeInvalid, HttpStatusCode.BadRequest), await RedeemAsync(invite.Code));
    }

    [Fact]
    public async Task Codes_end_by_running_time_and_no_wall_clock_matters()
    {
        var (offer, invite) = (await BeginAsync("Till 2"), await InviteAsync());

        _kit.Clock.Jump = TimeSpan.FromDays(-700);
        _kit.Clock.Advance(PairingDesk.Life - TimeSpan.FromSeconds(1));
        Assert.Equal(ProblemTypes.AuthorizationPending, (await ClaimAsync(offer.Id)).Type);

        _kit.Clock.Jump = TimeSpan.FromDays(18_000);
        _kit.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProblemTypes.CodeInvalid, (await ClaimAsync(offer.Id)).Type);
        Assert.Equal(HttpStatusCode.BadRequest, await ApproveAsync(offer.Code, Role.Cashier));

        _kit.Clock.Advance(PairingDesk.InviteLife);
        Assert.Equal(ProblemTypes.CodeInvalid, (await RedeemAsync(invite.Code)).Type);
    }

    [Fact]
    public async Task Whoever_guesses_is_not_listened_to_even_with_the_right_code()
    {
        var invite = await InviteAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(ProblemTypes.CodeInvalid, (await RedeemAsync("BCDF-GHJK")).Type);
        }

        Assert.Equal((ProblemTypes.TooManyRequests, HttpStatusCode.TooManyRequests), await RedeemAsync(invite.Code));
        Assert.Equal(HttpStatusCode.Created, (await RedeemAsync(invite.Code, from: "10.43.0.99")).Status);
    }

    [Fact]
    public async Task Guesses_from_many_addresses_are_bounded_together()
    {
        var invite = await InviteAsync();
        for (var guess = 0; guess < 60; guess++)
        {
            await RedeemAsync("BCDF-GHJK", from: $"10.44.0.{guess}");
        }

        Assert.Equal(ProblemTypes.TooManyRequests, (await RedeemAsync(invite.Code, from: "10.45.0.1")).Type);
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Created, (await RedeemAsync(invite.Code, from: "10.45.0.1")).Status);
    }

    [Fact]
    public async Task An_operator_makes_no_owner_and_puts_none_out()
    {
        var chief = await _kit.PairAsync(Role.Operator, Cancel);
        var owner = await _kit.PairAsync(Role.Owner, Cancel);
        var offer = await BeginAsync("Till 2");

        Assert.Equal(HttpStatusCode.Forbidden, await ApproveAsync(offer.Code, Role.Owner, chief.Token));
        using var content = JsonContent.Create(new InviteRequest(Role.Owner), ContractsJson.Default.InviteRequest);
        using var invited = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings/invite", Cancel, content, Tablet, chief.Token);
        using var revoked = await _kit.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{owner.Id}", Cancel, from: Tablet, token: chief.Token);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [invited.StatusCode, revoked.StatusCode]);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_trace()
    {
        var invite = await InviteAsync();
        _kit.Log.IsFull = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RedeemAsync(invite.Code)).Status);

        using var devices = await _kit.SendAsync(HttpMethod.Get, "/api/v1/devices", Cancel);
        Assert.Equal("[]", await devices.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Few_codes_wait_at_once_and_one_device_has_fewer()
    {
        for (var offer = 0; offer < 4; offer++)
        {
            await BeginAsync("Till");
        }

        using var content = JsonContent.Create(new PairingRequest("Till"), ContractsJson.Default.PairingRequest);
        using var fifth = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings", Cancel, content, Tablet);
        Assert.Equal(HttpStatusCode.TooManyRequests, fifth.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"   "}""")]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{}""")]
    public async Task A_device_without_a_name_is_told_so(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings", Cancel, content, Tablet);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("name", (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel))!.Field);
    }

    [Theory]
    [InlineData("bcdf ghjk", "BCDFGHJK")]
    [InlineData("BCDF-GHJK", "BCDFGHJK")]
    [InlineData("BCDF-GHJ", null)]
    [InlineData("ABCD-EFGH", null)]
    [InlineData("", null)]
    public void A_code_is_read_as_people_type_it(string typed, string? code) => Assert.Equal(code, PairingCode.Parse(typed));

    [Fact]
    public void Codes_are_of_letters_that_make_no_words()
    {
        var codes = Enumerable.Range(0, 200).Select(static _ => PairingCode.New()).ToList();

        Assert.Equal(200, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, static code => Assert.Equal(code, PairingCode.Parse(PairingCode.Show(code))));
    }

    private Task<PairingOffer> BeginAsync(string name) =>
        _kit.PostAsync("/api/v1/pairings", new PairingRequest(name), ContractsJson.Default.PairingRequest, ContractsJson.Default.PairingOffer, Cancel, from: Tablet);

    private Task<Invite> InviteAsync() =>
        _kit.PostAsync("/api/v1/pairings/invite", new InviteRequest(Role.Cashier), ContractsJson.Default.InviteRequest, ContractsJson.Default.Invite, Cancel);

    private async Task<HttpStatusCode> ApproveAsync(string code, Role role, string? token = null)
    {
        using var content = JsonContent.Create(new PairingApproval(code, role), ContractsJson.Default.PairingApproval);
        using var answer = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings/approve", Cancel, content, token is null ? null : Tablet, token);
        return answer.StatusCode;
    }

    private async Task<(string? Type, HttpStatusCode Status)> ClaimAsync(string id)
    {
        using var content = JsonContent.Create(new PairingClaim(id), ContractsJson.Default.PairingClaim);
        using var answer = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings/token", Cancel, content, Tablet);
        return await OutcomeAsync(answer);
    }

    private async Task<(string? Type, HttpStatusCode Status)> RedeemAsync(string code, string from = Tablet)
    {
        using var content = JsonContent.Create(new InviteClaim(code, "Till 9"), ContractsJson.Default.InviteClaim);
        using var answer = await _kit.SendAsync(HttpMethod.Post, "/api/v1/pairings/redeem", Cancel, content, from);
        return await OutcomeAsync(answer);
    }

    private static async Task<(string? Type, HttpStatusCode Status)> OutcomeAsync(HttpResponseMessage answer) =>
        (answer.Content.Headers.ContentType?.MediaType == Problem.ContentType ? (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, Cancel))!.Type : null, answer.StatusCode);
}
