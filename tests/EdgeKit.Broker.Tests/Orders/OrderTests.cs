using System.Text.Json;
using EdgeKit.Broker.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Tests.Orders;

public sealed class OrderTests : IDisposable
{
    private const string Folder = "edgekit/kit-17/devices/d3333";
    private const string Chai = """{"lines":[{"sku":"chai","quantity":2}],"payment":{"method":"cash"}}""";
    private const string ChaiWithKey = """{"lines":[{"sku":"chai","quantity":2}],"payment":{"method":"cash"},"idempotencyKey":"k-1"}""";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_order_is_acknowledged_once_it_is_on_the_disk_and_not_before()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        kit.Desk.Commit = new TaskCompletionSource();
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);

        var publishing = till.PublishAsync($"{Folder}/orders", Chai, Cancel, Key("k-1"));
        await kit.Desk.Waiting.Task.WaitAsync(Cancel);
        Assert.False(publishing.IsCompleted);
        kit.Desk.Commit.SetResult();

        Assert.Equal(MqttClientPublishReasonCode.Success, (await publishing).ReasonCode);
        Assert.Equal(("k-1", "d3333", 2), (kit.Desk.Asked[0].Key, kit.Desk.Asked[0].By, kit.Desk.Asked[0].Submission.Lines[0].Quantity));
        Assert.Equal(PaymentMethod.Cash, kit.Desk.Asked[0].Submission.Payment.Method);
    }

    [Fact]
    public async Task The_same_order_again_brings_the_same_receipt()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);
        await till.SubscribeAsync($"{Folder}/answers", Cancel);

        await till.PublishAsync($"{Folder}/orders", Chai, Cancel, Key("k-1"));
        await till.PublishAsync($"{Folder}/orders", Chai, Cancel, Key("k-1"));

        var (first, second) = (await till.HearTextAsync(Cancel), await till.HearTextAsync(Cancel));
        Assert.Equal(first, second);
        Assert.Equal(($"{Folder}/answers", 1), (first.Topic, kit.Desk.Made));
        using var answer = JsonDocument.Parse(first.Text);
        Assert.Equal("k-1", answer.RootElement.GetProperty("idempotencyKey").GetString());
        Assert.Equal("17-0001", answer.RootElement.GetProperty("receipt").GetProperty("receipt").GetString());
        Assert.Equal("paid", answer.RootElement.GetProperty("receipt").GetProperty("status").GetString());
    }

    [Fact]
    public async Task In_3_1_1_the_key_is_in_the_order()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var till = await kit.ConnectAsync(Role.Cashier, Cancel, static options => options.WithProtocolVersion(MqttProtocolVersion.V311));
        await till.SubscribeAsync($"{Folder}/answers", Cancel);

        await till.PublishAsync($"{Folder}/orders", ChaiWithKey, Cancel);

        Assert.Contains("17-0001", (await till.HearTextAsync(Cancel)).Text, StringComparison.Ordinal);
        Assert.Equal("k-1", kit.Desk.Asked[0].Key);
    }

    [Fact]
    public async Task What_cannot_be_committed_is_a_problem_in_the_acknowledgement_and_in_the_answer()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        kit.Desk.Problem = Problems.Of(ProblemTypes.StorageFull, "The disk is full", 503, "Make room.");
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);
        await till.SubscribeAsync($"{Folder}/answers", Cancel);

        var result = await till.PublishAsync($"{Folder}/orders", Chai, Cancel, Key("k-1"));

        Assert.Equal((MqttClientPublishReasonCode.UnspecifiedError, "Make room."), (result.ReasonCode, result.ReasonString));
        Assert.Contains(ProblemTypes.StorageFull, (await till.HearTextAsync(Cancel)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("""{"lines":[{"sku":"chai","quantity":2}]}""", "payment")]
    [InlineData("""{"lines":[],"payment":{"method":"cash"},"note":"4111 1111 1111 1111"}""", "note")]
    public async Task A_bad_order_is_refused_with_what_is_wrong(string order, string field)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);
        await till.SubscribeAsync($"{Folder}/answers", Cancel);

        var result = await till.PublishAsync($"{Folder}/orders", order, Cancel, Key("k-1"));

        Assert.Equal(MqttClientPublishReasonCode.PayloadFormatInvalid, result.ReasonCode);
        using var answer = JsonDocument.Parse((await till.HearTextAsync(Cancel)).Text);
        Assert.Equal(field, answer.RootElement.GetProperty("problem").GetProperty("field").GetString());
        Assert.Empty(kit.Desk.Asked);
    }

    [Fact]
    public async Task An_order_that_nobody_acknowledges_is_refused()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);
        await till.SubscribeAsync($"{Folder}/answers", Cancel);

        await till.PublishAsync($"{Folder}/orders", ChaiWithKey, Cancel, static message => message.WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtMostOnce));
        Assert.Contains("QoS 1", (await till.HearTextAsync(Cancel)).Text, StringComparison.Ordinal);
        await till.PublishAsync($"{Folder}/orders", ChaiWithKey, Cancel, static message => message.WithRetainFlag());
        Assert.Contains("retain", (await till.HearTextAsync(Cancel)).Text, StringComparison.Ordinal);

        Assert.Empty(kit.Desk.Asked);
    }

    [Fact]
    public async Task A_device_that_asks_too_much_comes_back_later()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        kit.Door.IsBusy = true;
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);

        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await till.PublishAsync($"{Folder}/orders", Chai, Cancel, Key("k-1"))).ReasonCode);
        Assert.Empty(kit.Desk.Asked);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Device)]
    [InlineData(Role.Creator)]
    public async Task Who_may_not_sell_does_not_order(Role role)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var client = await kit.ConnectAsync(role, Cancel);

        var result = await client.PublishAsync($"edgekit/kit-17/devices/{FakeDoor.IdOf(role)}/orders", Chai, Cancel, Key("k-1"));

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, result.ReasonCode);
        Assert.Empty(kit.Desk.Asked);
    }

    [Fact]
    public async Task The_answer_comes_where_it_was_asked_for_with_what_it_is_known_by()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var till = await kit.ConnectAsync(Role.Cashier, Cancel);
        await till.SubscribeAsync($"{Folder}/mine/#", Cancel);

        await till.PublishAsync($"{Folder}/orders", Chai, Cancel, message => Key("k-1")(message.WithResponseTopic($"{Folder}/mine/1").WithCorrelationData([1, 2])));

        var answer = await till.HearAsync(Cancel);
        Assert.Equal($"{Folder}/mine/1", answer.Topic);
        Assert.Equal(new byte[] { 1, 2 }, answer.CorrelationData);
    }

    [Theory]
    [InlineData("edgekit/kit-17/power")]
    [InlineData("edgekit/kit-17/devices/d5555/answers")]
    [InlineData("edgekit/kit-17/devices/d3333/orders")]
    public async Task Nobody_makes_the_kit_answer_elsewhere(string topic)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var (till, owner) = (await kit.ConnectAsync(Role.Cashier, Cancel), await kit.ConnectAsync(Role.Owner, Cancel));
        await owner.SubscribeAsync("edgekit/#", Cancel);

        await till.PublishAsync($"{Folder}/orders", Chai, Cancel, message => Key("k-1")(message.WithResponseTopic(topic)));
        await till.PublishAsync($"{Folder}/end", "end", Cancel);

        Assert.Equal($"{Folder}/answers", (await owner.HearTextAsync(Cancel)).Topic);
        Assert.Equal($"{Folder}/end", (await owner.HearTextAsync(Cancel)).Topic);
    }

    private static Action<MqttApplicationMessageBuilder> Key(string key) => message => message.WithUserProperty("Idempotency-Key", System.Text.Encoding.UTF8.GetBytes(key));
}
