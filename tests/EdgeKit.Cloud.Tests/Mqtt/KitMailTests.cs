using System.Text;
using System.Text.Json;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Commands;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Mqtt;
using EdgeKit.Cloud.Stores;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Stock;
using EdgeKit.Contracts.Uplink.Line;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeKit.Cloud.Tests.Mqtt;

/// <summary>What kits are told that come by a broker, and who is told nothing.</summary>
public sealed class KitMailTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly KitLog _log = new KitLog("kit-1").SellMany(30);
    private TestCloud _cloud = null!;
    private KitMail _mail = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
        _mail = _cloud.Services.GetRequiredService<KitMail>();
        await _cloud.Services.GetRequiredService<IStore>().WriteAsync(session => TokenTable.AddAsync(session, Role.Kit, "kit-1", new byte[32], DateTimeOffset.UnixEpoch), Cancel);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Records_are_kept_and_acknowledged()
    {
        var answer = await SendAsync(1, 30);

        Assert.Equal((30L, _log.Incarnation), (answer!.Ack, answer.Incarnation));
        Assert.Equal(30, (await _cloud.OrdersAsync()).Count);
    }

    [Fact]
    public async Task A_gap_names_what_is_expected()
    {
        Assert.Equal(1, (await SendAsync(11, 20))!.Expected);
    }

    [Fact]
    public async Task A_kit_without_a_token_and_what_is_no_message_are_not_answered()
    {
        Assert.Null(await _mail.AnswerAsync("kit-2", Message(1, 5).Write(), Cancel));
        Assert.Null(await _mail.AnswerAsync("kit/2", Message(1, 5).Write(), Cancel));
        Assert.Null(await _mail.AnswerAsync("kit-1", new byte[] { 0xFF, 0xFF }, Cancel));
        Assert.Null(await _mail.AnswerAsync("kit-1", (Message(1, 5) with { Incarnation = null }).Write(), Cancel));
        Assert.Empty(await _cloud.OrdersAsync());
    }

    [Fact]
    public async Task A_token_that_is_revoked_is_found_out_within_the_minute()
    {
        var store = _cloud.Services.GetRequiredService<IStore>();
        Assert.NotNull(await SendAsync(1, 5));
        await store.WriteAsync(session => TokenTable.RevokeAsync(session, kit: true, "kit-1", DateTimeOffset.UnixEpoch), Cancel);

        var mail = ActivatorUtilities.CreateInstance<KitMail>(_cloud.Services);
        Assert.Null(await mail.AnswerAsync("kit-1", Message(6, 10).Write(), Cancel));
    }

    [Fact]
    public async Task Spoilt_records_are_refused_and_the_memory_is_given_back()
    {
        var random = new Random(3);
        var message = Message(1, 30);
        for (var round = 0; round < 200; round++)
        {
            var spoilt = message.Records.ToArray();
            spoilt[random.Next(spoilt.Length)] ^= (byte)random.Next(1, 256);
            var answer = await _mail.AnswerAsync("kit-1", (message with { Records = spoilt }).Write(), Cancel);
            Assert.True(answer is { Problem.Length: > 0 } or { Ack: > 0 } or { Expected: > 0 });
        }

        Assert.True(_cloud.Services.GetRequiredService<BodyBudget>().TryTake(256 * 1024 * 1024), "Something was not given back.");
    }

    [Fact]
    public async Task It_asks_for_its_catalogue_and_reports_what_it_needs()
    {
        await _cloud.PublishAsync(new Contracts.Catalog.CatalogImportItem("tea", "Tea", new Money(250, "EUR"), 0.07m));

        var feed = await AskAsync("feed?since=", "");
        Assert.Equal(200, feed.Status);
        Assert.Equal("catalog.snapshot", JsonSerializer.Deserialize(feed.Body.Span, ContractsJson.Default.DownFeed)!.Entries[0].Type);
        Assert.Equal(204, (await AskAsync("rights", JsonSerializer.Serialize(new RightsReport(1800, [new SkuDemand("tea", 3.5, 0.75, 2)]), ContractsJson.Default.RightsReport))).Status);
        Assert.Equal(400, (await AskAsync("rights", "nonsense")).Status);
        Assert.Equal(400, (await AskAsync($"feed?since={new string('x', 200)}", "")).Status);
        Assert.Equal(404, (await AskAsync("orders", "")).Status);
    }

    [Theory]
    [InlineData("edgekit/p0/kit-1/up")]
    [InlineData("edgekit/kit-1/up")]
    [InlineData("other/p1/kit-1/up")]
    [InlineData("edgekit/p1/kit-1/up/more")]
    public void A_topic_that_is_not_the_kits_own_is_nobodys(string topic)
    {
        Assert.Null(UplinkTopics.KitOf(topic));
        Assert.Equal("kit-1", UplinkTopics.KitOf(UplinkTopics.Up("kit-1")));
    }

    [Fact]
    public void Every_partition_has_kits() =>
        Assert.Equal(UplinkTopics.Partitions, Enumerable.Range(0, 2000).Select(static number => UplinkTopics.PartitionOf(FormattableString.Invariant($"kit-{number}"))).Distinct().Count());

    [Theory]
    [InlineData("http://broker", "0-63")]
    [InlineData("mqtt://broker", "0-64")]
    [InlineData("mqtt://broker", "5-3")]
    [InlineData("mqtt://broker", "all")]
    public void What_makes_no_sense_is_refused_before_anything_starts(string broker, string partitions) =>
        Assert.Throws<UsageException>(() => BrokerOptions.Parse(broker, null, null, null, partitions, "one"));

    private KitMessage Message(long first, long last)
    {
        var batch = CompactBatch.Write(_log.Incarnation, [.. _log.Records.Skip((int)first - 1).Take((int)(last - first + 1))]);
        return new KitMessage { Incarnation = _log.Incarnation, Records = Zstandard.Compress(batch.Span) ?? batch, Length = batch.Length };
    }

    private Task<CloudMessage?> SendAsync(long first, long last) => _mail.AnswerAsync("kit-1", Message(first, last).Write(), Cancel);

    private async Task<LineReply> AskAsync(string target, string body)
    {
        var message = new KitMessage { Incarnation = _log.Incarnation, Question = new LineQuestion(1, target, Encoding.UTF8.GetBytes(body)) };
        return (await _mail.AnswerAsync("kit-1", message.Write(), Cancel))!.Reply!;
    }
}
