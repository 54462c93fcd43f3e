using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Loops;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Uplink.Tests.Transport;

/// <summary>The report on a real connection, to something that answers what a test wants.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private readonly MemoryFeed _feed = new();
    private readonly AnsweringCloud _cloud;
    private readonly RightsReport _report = new(1800, [new SkuDemand("tea", 3.5, 0.75, 2)]);
    private HttpTransport? _transport;
    private Func<HttpContext, Task> _answer = static _ => Task.CompletedTask;

    public ReportTests() => _cloud = new AnsweringCloud(context => _answer(context));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _transport = await _cloud.ConnectAsync(_feed, Cancel);

    public async ValueTask DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task The_cloud_gets_the_figures_of_this_log()
    {
        RightsReport? got = null;
        var (path, incarnation) = ("", "");
        _answer = async context =>
        {
            (path, incarnation) = ($"{context.Request.Method} {context.Request.Path}", context.Request.Headers["Edge-Incarnation"].ToString());
            got = await JsonSerializer.DeserializeAsync(context.Request.Body, ContractsJson.Default.RightsReport, Cancel);
            context.Response.StatusCode = 204;
        };

        Assert.True(await _transport!.ReportAsync(_report, Cancel));

        Assert.Equal(("POST /v1/kits/kit-17/rights", _feed.Incarnation.ToString("D")), (path, incarnation));
        Assert.Equal((_report.OfflineSeconds, _report.Skus[0]), (got!.OfflineSeconds, got.Skus[0]));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_backend_without_the_route_does_not_know_the_question(int status)
    {
        _answer = Says(status);

        Assert.False(await _transport!.ReportAsync(_report, Cancel));
    }

    [Fact]
    public async Task A_captive_portal_is_not_the_cloud()
    {
        _answer = Says(200);

        await Assert.ThrowsAsync<NotTheCloudException>(() => _transport!.ReportAsync(_report, Cancel));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_cloud_says_when_to_come_back(int status)
    {
        _answer = async context =>
        {
            context.Response.Headers.RetryAfter = "40";
            await Says(status)(context);
        };

        var busy = await Assert.ThrowsAsync<RetryAfterException>(() => _transport!.ReportAsync(_report, Cancel));

        Assert.Equal(TimeSpan.FromSeconds(40), busy.Wait);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Any_other_answer_is_a_fault(int status)
    {
        _answer = Says(status);

        await Assert.ThrowsAsync<HttpRequestException>(() => _transport!.ReportAsync(_report, Cancel));
    }

    private static Func<HttpContext, Task> Says(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
