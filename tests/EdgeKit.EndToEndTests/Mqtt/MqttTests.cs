using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Contracts.Doctor;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Mqtt;

/// <summary>The stall's broker, met by the clients that devices use.</summary>
public sealed class MqttTests : ProcessTest
{
    private const string Sensor = "sensors:\n  - { id: sim, driver: simulated }\n";

    private static readonly string[] Said =
    [
        "edgekit/kit-17/status online", "edgekit/kit-17/power {", "edgekit/kit-17/uplink {", "edgekit/kit-17/queue {", "edgekit/kit-17/stock/TEA-01 {", "edgekit/kit-17/stock/PIN-03 {",
    ];

    private readonly int _port = Loopback.FreePort();

    [Fact]
    public async Task Mosquittos_client_hears_what_the_kit_knows()
    {
        var kit = await StartAsync();

        var said = await HearAsync("edgekit/kit-17/#", "-C", "8");

        Assert.All(
            Said,
            topic => Assert.Contains(topic, said, StringComparison.Ordinal));
        Assert.Contains("\"specversion\":\"1.0\"", said, StringComparison.Ordinal);
        Assert.True(kit.IsRunning);
    }

    [Fact]
    public async Task A_device_that_is_put_out_is_disconnected_and_does_not_come_back()
    {
        var kit = await StartAsync();
        var device = await PairAsync(kit, "device");
        var listening = Keep(ChildProcess.Start("mosquitto_sub", ["-p", Port, "-i", "fridge", "-u", device.Id, "-P", device.Token, "-t", "edgekit/kit-17/status", "-v", "-d", "-V", "5"]));
        await Readiness.WaitUntilAsync(_ => Task.FromResult(listening.Output.Contains("status online", StringComparison.Ordinal)), () => listening.Output, Cancel);

        await kit.CommandAsync(Cancel, "devices", "revoke", device.Id);

        await Readiness.WaitUntilAsync(_ => Task.FromResult(listening.HasExited || listening.Output.Contains("CONNACK (134)", StringComparison.Ordinal) || listening.Output.Contains("ot authori", StringComparison.Ordinal)), () => listening.Output, Cancel);
        var (exitCode, output) = await ChildProcess.RunAsync("mosquitto_sub", ["-p", Port, "-u", device.Id, "-P", device.Token, "-t", "#", "-C", "1"], Cancel);
        Assert.True(exitCode != 0, output);
    }

    [Fact]
    public async Task An_order_that_was_acknowledged_is_there_after_a_kill()
    {
        var kit = await StartAsync();
        var till = await PairAsync(kit, "cashier");

        Assert.Equal((0, ""), await OrderAsync(till, "mosquitto-1", "TEA-01"));
        await kit.KillAsync(Cancel);
        await kit.StartAsync(Cancel);
        await HearAsync("edgekit/kit-17/status", "-C", "1");
        Assert.Equal((0, ""), await OrderAsync(till, "mosquitto-1", "TEA-01"));
        var orders = await kit.Http.GetFromJsonAsync("/api/v1/orders", ContractsJson.Default.OrderPage, Cancel);
        Assert.Single(orders!.Orders);
    }

    [Fact]
    public async Task What_is_refused_is_said_in_the_acknowledgement()
    {
        var kit = await StartAsync();
        var (till, display) = (await PairAsync(kit, "cashier"), await PairAsync(kit, "viewer"));

        Assert.Contains("NONE-99", (await OrderAsync(till, "mosquitto-2", "NONE-99")).Output, StringComparison.Ordinal);
        Assert.Contains("Not authorized", (await OrderAsync(display, "mosquitto-3", "TEA-01")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("websockets")]
    public async Task Paho_sells(string transport)
    {
        var kit = await StartAsync();
        var till = await PairAsync(kit, "cashier");
        var port = transport == "tcp" ? Port : kit.Port.ToString(CultureInfo.InvariantCulture);

        var (exitCode, output) = await ChildProcess.RunAsync("/usr/bin/python3", [Script("order.py"), transport, port, till.Token, till.Id, "paho-1"], Cancel);

        Assert.True(exitCode == 0, output);
        Check(output);
    }

    [Theory]
    [InlineData("mqtt")]
    [InlineData("ws")]
    public async Task Mqtt_js_sells(string scheme)
    {
        var kit = await StartAsync();
        var till = await PairAsync(kit, "cashier");
        var url = scheme == "mqtt" ? $"mqtt://127.0.0.1:{Port}" : string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{kit.Port}/mqtt");

        var (exitCode, output) = await ChildProcess.RunAsync("node", [Script("order.mjs"), url, till.Token, till.Id, "mqttjs-1"], Cancel);

        Assert.True(exitCode == 0, output);
        Check(output);
        using var heard = JsonDocument.Parse(output);
        Assert.Equal("c-1", heard.RootElement.GetProperty("correlation").GetString());
    }

    [Fact]
    public async Task Every_sensor_appears_in_Home_Assistant()
    {
        await StartAsync(Sensor);

        Assert.Contains("\"device_class\":\"voltage\"", await HearAsync("homeassistant/sensor/kit-17/sim_volts/config", "-C", "1"), StringComparison.Ordinal);
        Assert.Contains("\"device_class\":\"enum\"", await HearAsync("homeassistant/+/+/stage/config", "-C", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_knocks_at_the_broker_at_both_of_its_ports()
    {
        var kit = await StartAsync(string.Create(CultureInfo.InvariantCulture, $"  listenTls: 127.0.0.1:{Loopback.FreePort()}\n"));

        var seen = await ExamineAsync(kit);

        Assert.Equal(2, seen.Count);
        Assert.All(seen, static port => Assert.EndsWith(" answers", port, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mosquitto_takes_the_brokers_place()
    {
        using var folder = new Testing.TemporaryDirectory();
        await File.WriteAllTextAsync(folder["mosquitto.conf"], $"listener {Port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location {folder.Path}/\nuser root\n", Cancel);
        var mosquitto = Keep(ChildProcess.Start("/usr/sbin/mosquitto", ["-c", folder["mosquitto.conf"]]));
        var kit = await StartKitAsync(new KitSetup { Yaml = $"mqtt:\n  broker: {{ url: mqtt://127.0.0.1:{Port} }}\n" });
        await HearUntilAsync("edgekit/kit-17/status", "status online");
        var till = await PairAsync(kit, "cashier");
        Assert.EndsWith("takes the kit", Assert.Single(await ExamineAsync(kit)), StringComparison.Ordinal);

        // While the kit is away its broker keeps what it was sent.
        await kit.StopAsync(Cancel);
        await HearUntilAsync("edgekit/kit-17/status", "status offline");
        await OrderAsync(till, "through-mosquitto-1", "TEA-01");
        await kit.StartAsync(Cancel);
        await Readiness.WaitUntilAsync(async token => (await kit.Http.GetFromJsonAsync("/api/v1/orders", ContractsJson.Default.OrderPage, token))!.Orders.Count == 1, () => kit.Child.Output, Cancel);

        // And where the broker begins anew, the kit says everything anew.
        mosquitto.Signal(Signals.Kill);
        await mosquitto.WaitForExitAsync(Cancel);
        Keep(ChildProcess.Start("/usr/sbin/mosquitto", ["-c", folder["mosquitto.conf"]]));
        await HearUntilAsync("edgekit/kit-17/status", "status online");
        Assert.Contains("stock/TEA-01 {", await HearAsync("edgekit/kit-17/stock/TEA-01", "-C", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_no_till()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, _port);
        taken.Start();

        var kit = await StartAsync(isServing: false);
        await SellAsync(kit.NewTablet("till"), 1);
        await Readiness.WaitUntilAsync(_ => Task.FromResult(kit.Child.Output.Contains("mqtt.listen", StringComparison.Ordinal)), () => kit.Child.Output, Cancel);
        taken.Stop();

        Assert.Contains("status online", await HearAsync("edgekit/kit-17/status", "-C", "1"), StringComparison.Ordinal);
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private static string Script(string name) => Path.Combine(Binaries.Root, "tests/EdgeKit.EndToEndTests/Mqtt", name);

    // Stock, two receipts of one order, two acknowledgements.
    private static void Check(string output)
    {
        using var heard = JsonDocument.Parse(output);
        var root = heard.RootElement;
        Assert.Equal(1_000_000, root.GetProperty("stock").GetInt64());
        Assert.Equal(["17-0001", "17-0001"], root.GetProperty("receipts").EnumerateArray().Select(static receipt => receipt.GetString()));
        Assert.Equal(2, root.GetProperty("acknowledged").GetInt32());
    }

    /// <summary>What the doctor says of the broker.</summary>
    private static async Task<IReadOnlyList<string>> ExamineAsync(KitProcess kit)
    {
        var (_, output) = await kit.CommandAsync(Cancel, "doctor", "--json");
        var items = JsonSerializer.Deserialize(output, ContractsJson.Default.DoctorReport)!.Items.Where(static item => string.Equals(item.Name, "Messages", StringComparison.Ordinal)).ToList();
        Assert.All(items, static item => Assert.Equal(DoctorState.Ok, item.State));
        return items.ConvertAll(static item => item.Evidence);
    }

    private async Task<KitProcess> StartAsync(string more = "", bool isServing = true)
    {
        var kit = await StartKitAsync(new KitSetup { Yaml = string.Create(CultureInfo.InvariantCulture, $"mqtt:\n  listen: 127.0.0.1:{_port}\n{more}") });
        if (isServing)
        {
            await HearAsync("edgekit/kit-17/status", "-C", "1");
        }

        return kit;
    }

    private static async Task<PairedDevice> PairAsync(KitProcess kit, string role)
    {
        var (exitCode, code) = await kit.CommandAsync(Cancel, "pair", "--role", role, "--json");
        Assert.True(exitCode == 0, code);
        using var content = JsonContent.Create(new InviteClaim(JsonSerializer.Deserialize(code, ContractsJson.Default.Invite)!.Code, role), ContractsJson.Default.InviteClaim);
        using var redeemed = await kit.Http.PostAsync(new Uri("/api/v1/pairings/redeem", UriKind.Relative), content, Cancel);
        return (await redeemed.Content.ReadFromJsonAsync(ContractsJson.Default.PairedDevice, Cancel))!;
    }

    private Task<(int ExitCode, string Output)> OrderAsync(PairedDevice device, string key, string sku) => ChildProcess.RunAsync(
        "mosquitto_pub",
        [
            "-p", Port, "-u", device.Id, "-P", device.Token, "-V", "5", "-q", "1", "-D", "publish", "user-property", "Idempotency-Key", key,
            "-t", $"edgekit/kit-17/devices/{device.Id}/orders", "-m", $$"""{"lines":[{"sku":"{{sku}}","quantity":1}],"payment":{"method":"cash"} }""",
        ],
        Cancel);

    private Task HearUntilAsync(string filter, string wanted)
    {
        var said = "";
        return Readiness.WaitUntilAsync(
            async cancellationToken =>
            {
                (_, said) = await ChildProcess.RunAsync("mosquitto_sub", ["-p", Port, "-t", filter, "-v", "-C", "1", "-W", "2"], cancellationToken);
                return said.Contains(wanted, StringComparison.Ordinal);
            },
            () => said,
            Cancel);
    }

    // The broker begins a moment after the kit takes orders: a client tries again, as a device does.
    private async Task<string> HearAsync(string filter, params string[] more)
    {
        var said = "";
        await Readiness.WaitUntilAsync(
            async cancellationToken =>
            {
                (var exitCode, said) = await ChildProcess.RunAsync("mosquitto_sub", ["-p", Port, "-t", filter, "-v", "-W", "5", .. more], cancellationToken);
                return exitCode == 0;
            },
            () => said,
            Cancel);
        return said;
    }
}
