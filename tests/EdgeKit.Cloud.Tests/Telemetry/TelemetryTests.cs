using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Telemetry;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Telemetry;

/// <summary>What kits say of themselves: kept for a while, bounded, and checked.</summary>
public sealed class TelemetryTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task What_was_told_last_comes_first()
    {
        await TellAsync("kit-1", new KitTelemetry(300, new Dictionary<string, TelemetryRange> { ["power"] = new(1, 2, 3) }));
        await TellAsync("kit-2", new KitTelemetry(300, new Dictionary<string, TelemetryRange> { ["power"] = new(7, 7, 7) }));

        var entry = Assert.Single(await _cloud.GetAsync("/v1/kits/kit-1/telemetry", CloudJson.Default.IReadOnlyListTelemetryEntry));
        Assert.Equal(new TelemetryRange(1, 2, 3), entry.Values["power"]);
    }

    [Fact]
    public async Task There_is_a_week_of_it_and_no_more()
    {
        var store = _cloud.Services.GetRequiredService<IStore>();
        var telemetry = new KitTelemetry(300, new Dictionary<string, TelemetryRange>());
        await store.WriteAsync(
            async session =>
            {
                for (var at = 0; at < TelemetryTable.Most + 50; at++)
                {
                    await TelemetryTable.AddAsync(session, "kit-1", telemetry, DateTimeOffset.FromUnixTimeMilliseconds(at));
                }

                return true;
            },
            Cancel);

        var kept = await store.ReadAsync(static session => TelemetryTable.ReadAsync(session, "kit-1", int.MaxValue), Cancel);
        Assert.Equal((TelemetryTable.Most, 50), (kept.Count, kept[^1].At.ToUnixTimeMilliseconds()));
    }

    [Theory]
    [InlineData("""{"seconds":300,"values":{"a b":{"least":1,"mean":2,"most":3}}}""")]
    [InlineData("""{"seconds":-1,"values":{}}""")]
    [InlineData("""{"seconds":300,"values":{"a":{"least":3,"mean":2,"most":1}}}""")]
    [InlineData("""{"seconds":300}""")]
    [InlineData("nonsense")]
    public async Task What_makes_no_sense_is_400(string json) => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("kit-1", json));

    private async Task TellAsync(string kit, KitTelemetry telemetry) =>
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(kit, JsonSerializer.Serialize(telemetry, ContractsJson.Default.KitTelemetry)));

    private async Task<HttpStatusCode> PostAsync(string kit, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var response = await _cloud.Client.PostAsync(new Uri($"/v1/kits/{kit}/telemetry", UriKind.Relative), content, Cancel);
        return response.StatusCode;
    }
}
