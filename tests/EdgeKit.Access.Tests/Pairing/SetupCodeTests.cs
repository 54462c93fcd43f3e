using System.Net;
using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Testing;

namespace EdgeKit.Access.Tests.Pairing;

public sealed class SetupCodeTests : IDisposable
{
    private const string Code = "BCDF-GHJK";
    private const string Phone = "10.43.0.31";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_lets_in_the_first_owner_and_nobody_else()
    {
        await using var kit = await StartAsync();
        Assert.True((await MeAsync(kit)).NeedsOwner);

        var first = await RedeemAsync(kit, " bcdf ghjk ");
        var second = await RedeemAsync(kit, Code);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.BadRequest), (first, second));
        Assert.False((await MeAsync(kit)).NeedsOwner);
        Assert.Equal(1, kit.Log.Types.Count(static type => type == Contracts.Log.RecordTypes.DevicePaired));
    }

    [Fact]
    public async Task Of_many_that_bring_it_at_once_one_is_the_owner()
    {
        await using var kit = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => RedeemAsync(kit, Code, $"10.43.0.{40 + number}")));

        Assert.Equal(1, answers.Count(static status => status == HttpStatusCode.Created));
    }

    [Fact]
    public async Task It_is_not_guessed()
    {
        await using var kit = await StartAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(kit, "BBBB-BBBB"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await RedeemAsync(kit, Code));
        kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Created, await RedeemAsync(kit, Code));
    }

    [Fact]
    public async Task A_kit_without_one_has_no_such_code()
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(kit, Code));
        Assert.False((await MeAsync(kit)).NeedsOwner);
    }

    [Fact]
    public async Task A_file_that_holds_none_is_a_fault_of_the_configuration()
    {
        await File.WriteAllTextAsync(_data["code"], "aeiou", Cancel);
        var settings = TestSettings.Of(_data.Path, [("security.setupCodeFile", _data["code"])]);

        settings.Read("security", AccessOptions.Read);

        Assert.Contains("holds no setup code", Assert.Single(settings.Errors), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> RedeemAsync(AccessKit kit, string code, string from = Phone)
    {
        using var content = JsonContent.Create(new InviteClaim(code, "Kim's phone"), ContractsJson.Default.InviteClaim);
        using var answer = await kit.SendAsync(HttpMethod.Post, "/api/v1/pairings/redeem", Cancel, content, from);
        return answer.StatusCode;
    }

    private static async Task<CallerView> MeAsync(AccessKit kit)
    {
        using var answer = await kit.SendAsync(HttpMethod.Get, "/api/v1/me", Cancel, from: Phone);
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.CallerView, Cancel))!;
    }

    private async Task<AccessKit> StartAsync()
    {
        await File.WriteAllTextAsync(_data["code"], Code + "\n", Cancel);
        return await AccessKit.StartAsync(_data.Path, Cancel, ("security.setupCodeFile", _data["code"]));
    }
}
