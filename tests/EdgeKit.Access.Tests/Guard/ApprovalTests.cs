using System.Net;
using EdgeKit.Access.Pins;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Testing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Tests.Guard;

/// <summary>A form with the PIN in a field is approved as a request with the PIN in its header is.</summary>
public sealed class ApprovalTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private AccessKit _kit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _kit = await AccessKit.StartAsync(_data.Path, Cancel);
        await _kit.Get<ManagerPin>().ChangeAsync("2580", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _kit.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData(Role.Cashier, true, null, ProblemTypes.PinNeeded)]
    [InlineData(Role.Cashier, true, "2581", ProblemTypes.PinNeeded)]
    [InlineData(Role.Cashier, true, "2580", null)]
    [InlineData(Role.Operator, false, null, null)]
    [InlineData(Role.Owner, false, null, null)]
    [InlineData(Role.Viewer, false, "2580", ProblemTypes.Forbidden)]
    [InlineData(Role.Creator, false, "2580", ProblemTypes.Forbidden)]
    [InlineData(null, false, "2580", ProblemTypes.Forbidden)]
    public void The_roles_approve_as_at_the_door(Role? role, bool needsPin, string? pin, string? problem)
    {
        var (approval, context) = (_kit.Get<IApproval>(), Of(role));

        Assert.Equal((needsPin, problem), (approval.NeedsPin(context), approval.Check(context, pin)?.Problem.Type));
    }

    [Fact]
    public void After_five_wrong_ones_the_right_one_is_not_looked_at_either()
    {
        var (approval, context) = (_kit.Get<IApproval>(), Of(Role.Cashier));
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.NotNull(approval.Check(context, "0000"));
        }

        Assert.Equal(StatusCodes.Status429TooManyRequests, approval.Check(context, "2580")!.Problem.Status);
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(approval.Check(context, "2580"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml", "A page: ")]
    [InlineData("*/*", "{")]
    [InlineData(null, "{")]
    public async Task A_browser_at_the_door_gets_a_page_and_a_program_does_not(string? accepts, string begins)
    {
        await using var kit = await AccessKit.StartAsync(_data.Path, new PlainDoorPage(), Cancel);

        using var answer = await kit.SendAsync(
            HttpMethod.Get, "/nobody", Cancel, from: "10.43.0.77", headers: accepts is null ? [] : [("Accept", accepts)]);
        using var posted = await kit.SendAsync(HttpMethod.Post, "/sell", Cancel, from: "10.43.0.77", headers: [("Accept", "text/html")]);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized], [answer.StatusCode, posted.StatusCode]);
        Assert.StartsWith(begins, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.StartsWith("{", await posted.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static DefaultHttpContext Of(Role? role)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(role is null ? Caller.Guest : new Caller("tab1", "Tablet", role, IsThisMachine: false));
        return context;
    }
}
