using System.Net;
using System.Net.Http.Json;
using EdgeKit.Access.Pins;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Testing;

namespace EdgeKit.Access.Tests.Pins;

public sealed class ManagerPinTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private AccessKit _kit = null!;
    private PairedDevice _cashier = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kit = await AccessKit.StartAsync(_data.Path, Cancel);
        _cashier = await _kit.PairAsync(Role.Cashier, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_cashier_refunds_with_the_PIN_alone()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await RefundAsync(pin: null));
        Assert.Equal(HttpStatusCode.NoContent, await SetAsync("2580"));

        Assert.Equal(HttpStatusCode.Forbidden, await RefundAsync(pin: null));
        Assert.Equal(HttpStatusCode.Forbidden, await RefundAsync("2581"));
        Assert.Equal(HttpStatusCode.OK, await RefundAsync("2580"));
    }

    [Fact]
    public async Task It_outlasts_a_restart_and_is_not_written_as_it_is()
    {
        await SetAsync("258046");
        await _kit.DisposeAsync();
        _kit = await AccessKit.StartAsync(_data.Path, Cancel);

        Assert.Equal(HttpStatusCode.OK, await RefundAsync("258046"));
        Assert.DoesNotContain("258046", await File.ReadAllTextAsync(Path.Combine(_data.Path, "pin.json"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_ones_none_is_looked_at_for_a_minute_then_for_longer()
    {
        await SetAsync("2580");
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await RefundAsync("0000"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await RefundAsync("2580"));
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Forbidden, await RefundAsync("0000"));
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, await RefundAsync("2580"));
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await RefundAsync("2580"));
    }

    [Fact]
    public async Task Another_tablet_is_not_shut_out()
    {
        await SetAsync("2580");
        for (var guess = 0; guess < 6; guess++)
        {
            await RefundAsync("0000");
        }

        var other = await _kit.PairAsync(Role.Cashier, Cancel, from: "10.43.0.51");
        Assert.Equal(HttpStatusCode.OK, await RefundAsync("2580", other.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("12a4")]
    [InlineData("1234567890123")]
    public async Task Four_to_twelve_digits_are_a_PIN(string pin) => Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(pin));

    [Fact]
    public async Task Only_an_owner_sets_it()
    {
        var chief = await _kit.PairAsync(Role.Operator, Cancel);
        var owner = await _kit.PairAsync(Role.Owner, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, await SetAsync("2580", chief.Token));
        Assert.Equal(HttpStatusCode.NoContent, await SetAsync("2580", owner.Token));
        Assert.True(_kit.Get<ManagerPin>().IsSet);
    }

    private async Task<HttpStatusCode> RefundAsync(string? pin, string? token = null)
    {
        using var answer = await _kit.SendAsync(
            HttpMethod.Post, "/refund", Cancel, from: "10.43.0.50", token: token ?? _cashier.Token, headers: pin is null ? [] : [("Edge-Manager-Pin", pin)]);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> SetAsync(string pin, string? token = null)
    {
        using var content = JsonContent.Create(new PinChange(pin), ContractsJson.Default.PinChange);
        using var answer = await _kit.SendAsync(HttpMethod.Put, "/api/v1/security/pin", Cancel, content, token is null ? null : "10.43.0.60", token);
        return answer.StatusCode;
    }
}
