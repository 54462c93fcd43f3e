using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Clouds;

/// <summary>The published kit and cloud with a real mosquitto between them, and what can become of that.</summary>
public sealed class MqttTests : ProcessTest
{
    [Fact]
    public async Task Every_order_comes_once_though_the_broker_is_killed_and_forgets_everything()
    {
        var (cloud, broker, kit) = await StartAsync();
        using var tablet = kit.NewTablet("till");
        for (var kill = 0; kill < 3; kill++)
        {
            await SellDuringAsync(tablet, 40, () => broker.KillAsync(Cancel));
            await broker.StartAsync(Cancel);
        }

        await AgreesAsync(cloud, kit, tablet);
    }

    [Theory]
    [InlineData("max_inflight_messages 1", "receive maximum of 1")]
    [InlineData("max_packet_size 1024", "packets of at most 1 KB")]
    [InlineData("max_topic_alias 0", "no topic aliases")]
    public async Task A_narrow_broker_is_enough(string setting, string what)
    {
        var (cloud, _, kit) = await StartAsync(setting);
        using var tablet = kit.NewTablet(what.Replace(' ', '-'));
        await SellAsync(tablet, 60);

        await AgreesAsync(cloud, kit, tablet);
    }

    [Fact]
    public async Task A_stale_session_and_a_second_client_under_the_kits_id_cost_time_and_no_order()
    {
        var broker = Keep(await MosquittoProcess.StartNewAsync([], isSecure: false, Cancel));
        await PretendAsync(broker, "-c", "-x", "600", "-E");
        var (cloud, kit) = await StartAsync(broker);
        using var tablet = kit.NewTablet("till");
        for (var round = 0; round < 3; round++)
        {
            await SellDuringAsync(tablet, 20, () => PretendAsync(broker, "-W", "1"));
        }

        await AgreesAsync(cloud, kit, tablet);
    }

    [Fact]
    public async Task A_receiver_that_dies_leaves_its_kits_to_the_other()
    {
        var broker = Keep(await MosquittoProcess.StartNewAsync([], isSecure: false, Cancel));
        var one = Keep(CloudProcess.Create());
        var other = Keep(CloudProcess.Create($"sqlite:{one.StoreDirectory}"));
        one.Arguments = other.Arguments = ["--mqtt", broker.Url];
        var token = await one.AddKitAsync("kit-17", Cancel);
        await one.StartAsync(Cancel);
        await other.StartAsync(Cancel);
        await ShareAsync(one);
        await ShareAsync(other);
        var kit = await StartKitAsync(new KitSetup { Uplink = Keys(token, ("mqtt", broker.Url)) });
        using var tablet = kit.NewTablet("till");

        // One of them has the kit, whichever it is.
        await SellDuringAsync(tablet, 20, () => one.KillAsync(Cancel));
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        await one.StartAsync(Cancel);
        await ShareAsync(one);
        await SellDuringAsync(tablet, 20, () => other.KillAsync(Cancel));
        await AgreesAsync(one, kit, tablet);

        static Task ShareAsync(CloudProcess cloud) =>
            Readiness.WaitUntilAsync(_ => Task.FromResult(cloud.Child.Output.Contains("Receives 32 of 64", StringComparison.Ordinal)), () => cloud.Child.Output, Cancel);
    }

    [Fact]
    public async Task Between_HTTP_and_MQTT_it_switches_over_and_back_without_a_double()
    {
        var broker = Keep(await MosquittoProcess.StartNewAsync([], isSecure: false, Cancel));
        var cloud = Keep(CloudProcess.Create());
        cloud.Arguments = ["--mqtt", broker.Url];
        var token = await cloud.AddKitAsync("kit-17", Cancel);
        await cloud.StartAsync(Cancel);
        var relay = await StartRelayAsync(cloud);
        var kit = await StartKitAsync(new KitSetup { CloudUrl = relay.Address, Uplink = Keys(token, ("mqtt", broker.Url)) });
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 20);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);

        relay.Switch(RelayFault.Refuse);
        await SellAsync(tablet, 20);
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        Assert.Contains("over MQTT", kit.Child.Output, StringComparison.Ordinal);

        relay.Switch(RelayFault.None);
        await broker.KillAsync(Cancel);
        await SellAsync(tablet, 20);
        await AgreesAsync(cloud, kit, tablet);
        Assert.Contains("over HTTP", kit.Child.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_TLS_says_that_it_is_there_and_gets_its_catalogue()
    {
        var broker = Keep(await MosquittoProcess.StartNewAsync([], isSecure: true, Cancel));
        var (cloud, kit) = await StartAsync(broker);
        using var tablet = kit.NewTablet("till");
        await SellAsync(tablet, 5);
        await AgreesAsync(cloud, kit, tablet);

        var presence = await SubscribeAsync(broker, "edgekit/+/kit-17/presence");
        Assert.Contains("online", presence, StringComparison.Ordinal);
        await kit.Child.KillAsync(Cancel);
        await Readiness.WaitUntilAsync(
            async _ => (await SubscribeAsync(broker, "edgekit/+/kit-17/presence")).Contains("offline", StringComparison.Ordinal), () => broker.Output, Cancel);
    }

    private static async Task<string> SubscribeAsync(MosquittoProcess broker, string topic)
    {
        string[] secure = broker.Authority is { } authority ? ["--cafile", authority] : [];
        var (_, output) = await ChildProcess.RunAsync("mosquitto_sub", ["-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", "mqttv5", "-t", topic, "-C", "1", "-W", "5", .. secure], Cancel);
        return output;
    }

    /// <summary>Somebody connects under the kit's id.</summary>
    private static Task<(int ExitCode, string Output)> PretendAsync(MosquittoProcess broker, params string[] more) => ChildProcess.RunAsync(
        "mosquitto_sub", ["-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", "mqttv5", "-i", "edgekit-kit-17", "-q", "1", "-t", "edgekit/+/kit-17/down", .. more], Cancel);

    private static Dictionary<string, string> Keys(string token, params (string Key, string Value)[] more) => new(
        [new("tokenFile", token), new("retryAtMost", "1s"), new("timeout", "3s"), .. more.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value))], StringComparer.Ordinal);

    private static async Task AgreesAsync(CloudProcess cloud, KitProcess kit, Tablet tablet)
    {
        await KitReader.WaitUntilDrainedAsync(kit, Cancel);
        var report = await new Reconciliation(kit, cloud).CompareAsync([tablet], Cancel);
        Assert.True(report.Agrees, report.ToString());
    }

    private async Task<(CloudProcess Cloud, MosquittoProcess Broker, KitProcess Kit)> StartAsync(params string[] settings)
    {
        var broker = Keep(await MosquittoProcess.StartNewAsync(settings, isSecure: false, Cancel));
        var (cloud, kit) = await StartAsync(broker);
        return (cloud, broker, kit);
    }

    private async Task<(CloudProcess Cloud, KitProcess Kit)> StartAsync(MosquittoProcess broker)
    {
        var cloud = Keep(CloudProcess.Create());
        cloud.Arguments = ["--mqtt", broker.Url, .. (string[])(broker.Authority is { } authority ? ["--mqtt-ca", authority] : [])];
        var token = await cloud.AddKitAsync("kit-17", Cancel);
        await cloud.StartAsync(Cancel);
        (string, string)[] secure = broker.Authority is { } trusted ? [("caFile", trusted)] : [];
        return (cloud, await StartKitAsync(new KitSetup { Uplink = Keys(token, [("mqtt", broker.Url), .. secure]) }));
    }
}
