using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Tests.Support;
using EdgeKit.Contracts.Access;
using EdgeKit.Testing;
using MQTTnet;

namespace EdgeKit.Broker.Tests.Serving;

/// <summary>The broker as its clients meet it.</summary>
public sealed class ServingTests : IDisposable
{
    private const string Me = "edgekit/kit-17/devices/d1111";

    private readonly TemporaryDirectory _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_paired_device_comes_in_by_its_token_and_nobody_else_does()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);

        Assert.Equal(MqttClientConnectResultCode.Success, (await kit.ConnectAsync(Role.Viewer, Cancel)).Connected.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await kit.ConnectAsync("guess", Cancel)).Connected.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, (await kit.ConnectAsync((string?)null, Cancel)).Connected.ResultCode);
        Assert.Equal(
            MqttClientConnectResultCode.BadUserNameOrPassword,
            (await kit.ConnectAsync((string?)null, Cancel, options => options.WithCredentials(FakeDoor.IdOf(Role.Owner), $"{Role.Viewer}"))).Connected.ResultCode);
    }

    [Fact]
    public async Task A_program_on_the_kit_needs_no_token()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        kit.Door.AdmitsThisMachine = true;

        Assert.Equal(MqttClientConnectResultCode.Success, (await kit.ConnectAsync((string?)null, Cancel)).Connected.ResultCode);
    }

    [Fact]
    public async Task An_address_that_guesses_is_told_a_few_times_and_then_nothing_while_a_right_token_comes_in()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        for (var guess = 0; guess < 10; guess++)
        {
            Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await kit.ConnectAsync($"guess {guess}", Cancel)).Connected.ResultCode);
        }

        await Assert.ThrowsAnyAsync<MQTTnet.Exceptions.MqttCommunicationException>(() => kit.ConnectAsync("one more", Cancel));
        Assert.Equal(MqttClientConnectResultCode.Success, (await kit.ConnectAsync(Role.Viewer, Cancel)).Connected.ResultCode);
        kit.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MqttClientConnectResultCode.BadUserNameOrPassword, (await kit.ConnectAsync("later", Cancel)).Connected.ResultCode);
    }

    [Fact]
    public async Task The_answer_to_CONNECT_says_the_bounds_and_the_name_of_who_brought_none()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);

        var client = await kit.ConnectAsync(Role.Device, Cancel, static options => options.WithClientId(""));

        Assert.Equal((64 * 1024u, 64, 32), (client.Connected.MaximumPacketSize!.Value, client.Connected.ReceiveMaximum!.Value, client.Connected.TopicAliasMaximum));
        Assert.StartsWith("client-", client.Connected.AssignedClientIdentifier, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_to_everything_brings_what_may_be_read()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await viewer.SubscribeAsync("#", Cancel));
        var device = await kit.ConnectAsync(Role.Device, Cancel);
        await device.PublishAsync($"{Me}/temperature", "21", Cancel);
        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/orders", "o"u8.ToArray(), null, IsCertain: true), Cancel);
        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "p"u8.ToArray(), null, IsRetained: true), Cancel);

        Assert.Equal(("edgekit/kit-17/power", "p"), await viewer.HearTextAsync(Cancel));
    }

    [Fact]
    public async Task What_is_retained_comes_to_who_subscribes_later_if_it_may_be_read()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var device = await kit.ConnectAsync(Role.Device, Cancel);
        await device.PublishAsync($"{Me}/temperature", "21", Cancel, static message => message.WithRetainFlag());
        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "p"u8.ToArray(), null, IsRetained: true), Cancel);
        var (viewer, owner) = (await kit.ConnectAsync(Role.Viewer, Cancel), await kit.ConnectAsync(Role.Owner, Cancel));

        await viewer.SubscribeAsync("edgekit/#", Cancel);
        await owner.SubscribeAsync("edgekit/kit-17/devices/#", Cancel);

        Assert.Equal(("edgekit/kit-17/power", "p"), await viewer.HearTextAsync(Cancel));
        Assert.Equal(($"{Me}/temperature", "21"), await owner.HearTextAsync(Cancel));
    }

    [Theory]
    [InlineData("$SYS/#", MqttClientSubscribeResultCode.NotAuthorized)]
    [InlineData("edgekit/kit-17/orders", MqttClientSubscribeResultCode.NotAuthorized)]
    [InlineData("$share/all/edgekit/#", MqttClientSubscribeResultCode.SharedSubscriptionsNotSupported)]
    public async Task A_subscription_that_brings_nothing_is_refused(string filter, MqttClientSubscribeResultCode expected)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel);

        Assert.Equal(expected, await viewer.SubscribeAsync(filter, Cancel));
    }

    [Fact]
    public async Task A_client_has_so_many_subscriptions_and_may_change_them()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.subscriptions", "2"));
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel);

        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await viewer.SubscribeAsync("edgekit/kit-17/power", Cancel));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await viewer.SubscribeAsync("edgekit/kit-17/live", Cancel));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await viewer.SubscribeAsync("edgekit/kit-17/power", Cancel));
        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await viewer.SubscribeAsync("edgekit/kit-17/uplink", Cancel));
    }

    [Theory]
    [InlineData("edgekit/kit-17/power")]
    [InlineData("edgekit/kit-17/devices/d5555/temperature")]
    [InlineData("homeassistant/sensor/kit-17/case/config")]
    [InlineData("anything")]
    public async Task What_may_not_be_published_is_refused_and_nobody_hears_it(string topic)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var (owner, device) = (await kit.ConnectAsync(Role.Owner, Cancel), await kit.ConnectAsync(Role.Device, Cancel));
        await owner.SubscribeAsync("#", Cancel);

        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await device.PublishAsync(topic, "x", Cancel)).ReasonCode);
        await device.PublishAsync($"{Me}/temperature", "21", Cancel);

        Assert.Equal(($"{Me}/temperature", "21"), await owner.HearTextAsync(Cancel));
    }

    [Fact]
    public async Task A_will_goes_only_where_its_client_may_publish()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);

        var refused = await kit.ConnectAsync(Role.Device, Cancel, static options => options.WithWillTopic("edgekit/kit-17/status").WithWillPayload("offline"));
        Assert.Equal(MqttClientConnectResultCode.NotAuthorized, refused.Connected.ResultCode);
        var taken = await kit.ConnectAsync(Role.Device, Cancel, static options => options.WithWillTopic($"{Me}/status").WithWillPayload("gone"));
        Assert.Equal(MqttClientConnectResultCode.Success, taken.Connected.ResultCode);
    }

    [Fact]
    public async Task A_device_that_is_put_out_is_disconnected_and_what_it_left_is_forgotten()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var (owner, device) = (await kit.ConnectAsync(Role.Owner, Cancel), await kit.ConnectAsync(Role.Device, Cancel));
        await device.PublishAsync($"{Me}/temperature", "21", Cancel, static message => message.WithRetainFlag());
        await owner.SubscribeAsync($"{Me}/#", Cancel);
        Assert.Equal("21", (await owner.HearTextAsync(Cancel)).Text);

        kit.Door.PutOut(Role.Device);
        await kit.Broker.SweepAsync(Cancel);

        await device.Gone.Task.WaitAsync(Cancel);
        Assert.Equal("", (await owner.HearTextAsync(Cancel)).Text);
    }

    [Fact]
    public async Task Two_devices_of_one_name_are_two_clients_and_one_device_twice_is_one()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var device = await kit.ConnectAsync(Role.Device, Cancel, static options => options.WithClientId("x"));
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel, static options => options.WithClientId("x"));
        await viewer.SubscribeAsync("edgekit/kit-17/power", Cancel);
        Assert.False(device.Gone.Task.IsCompleted);

        await kit.ConnectAsync(Role.Device, Cancel, static options => options.WithClientId("x"));

        await device.Gone.Task.WaitAsync(Cancel);
        Assert.Equal(2, kit.Broker.Clients);
    }

    [Fact]
    public async Task A_session_outlasts_its_connection_for_as_long_as_it_is_kept()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var away = await kit.ConnectAsync(Role.Viewer, Cancel, Lasting);
        await away.SubscribeAsync("edgekit/kit-17/power", Cancel);
        await away.DisconnectAsync(Cancel);
        await LeftAsync(kit);
        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "missed"u8.ToArray(), null, IsCertain: true), Cancel);

        var back = await kit.ConnectAsync(Role.Viewer, Cancel, Lasting);
        Assert.True(back.Connected.IsSessionPresent);
        Assert.Equal("missed", (await back.HearTextAsync(Cancel)).Text);
        await back.DisconnectAsync(Cancel);
        await LeftAsync(kit);
        kit.Clock.Advance(TimeSpan.FromSeconds(600));
        await kit.Broker.SweepAsync(Cancel);

        Assert.False((await kit.ConnectAsync(Role.Viewer, Cancel, Lasting)).Connected.IsSessionPresent);

        static void Lasting(MqttClientOptionsBuilder options) => options.WithClientId("lasting").WithCleanStart(false).WithSessionExpiryInterval(600);
    }

    [Fact]
    public async Task A_device_leaves_no_more_sessions_behind_than_it_may_have_connections()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.connectionsOfOne", "2"));
        for (var session = 0; session < 2; session++)
        {
            await (await ConnectAsync($"s{session}")).DisconnectAsync(Cancel);
            await LeftAsync(kit);
        }

        Assert.Equal(MqttClientConnectResultCode.QuotaExceeded, (await ConnectAsync("s2")).Connected.ResultCode);
        Assert.Equal(MqttClientConnectResultCode.Success, (await ConnectAsync("s1")).Connected.ResultCode);

        Task<TestClient> ConnectAsync(string name) => kit.ConnectAsync(Role.Viewer, Cancel, options => options.WithClientId(name).WithCleanStart(false).WithSessionExpiryInterval(600));
    }

    [Fact]
    public async Task Who_is_away_finds_a_bounded_number_of_messages()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.queue", "10"));
        var away = await kit.ConnectAsync(Role.Viewer, Cancel, Lasting);
        await away.SubscribeAsync("edgekit/kit-17/power", Cancel);
        await away.DisconnectAsync(Cancel);
        await LeftAsync(kit);
        for (var number = 0; number < 100; number++)
        {
            await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", System.Text.Encoding.ASCII.GetBytes($"{number}"), null, IsCertain: true), Cancel);
        }

        var back = await kit.ConnectAsync(Role.Viewer, Cancel, Lasting);
        for (var number = 0; number < 10; number++)
        {
            Assert.Equal($"{number}", (await back.HearTextAsync(Cancel)).Text);
        }

        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "now"u8.ToArray(), null, IsCertain: true), Cancel);
        Assert.Equal("now", (await back.HearTextAsync(Cancel)).Text);

        static void Lasting(MqttClientOptionsBuilder options) => options.WithClientId("lasting").WithCleanStart(false).WithSessionExpiryInterval(600);
    }

    [Fact]
    public async Task Who_acknowledges_nothing_misses_nothing_in_silence()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.queue", "10"));
        kit.Door.AdmitsThisMachine = true;
        using var socket = await RawAsync(kit);
        await socket.SendAsync(new byte[] { 0x10, 13, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, 0, 1, (byte)'a' }, Cancel);
        await socket.SendAsync(Subscription(), Cancel);
        var read = new byte[4 + 5];
        for (var at = 0; at < read.Length;)
        {
            at += await socket.ReceiveAsync(read.AsMemory(at), Cancel);
        }

        // As many as may be unacknowledged, as many as may wait, and more.
        for (var number = 0; number < 200; number++)
        {
            await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "p"u8.ToArray(), null, IsCertain: true), Cancel);
        }

        await kit.Broker.SweepAsync(Cancel);
        Assert.Equal(0, kit.Broker.Clients);
    }

    [Fact]
    public async Task What_devices_left_survives_the_daemon()
    {
        await using (var kit = await BrokerKit.StartAsync(_data.Path, Cancel))
        {
            var device = await kit.ConnectAsync(Role.Device, Cancel);
            await device.PublishAsync($"{Me}/temperature", "21", Cancel, static message => message.WithRetainFlag());
            await device.PublishAsync($"{Me}/gone", "x", Cancel, static message => message.WithRetainFlag());
            await device.PublishAsync($"{Me}/gone", "", Cancel, static message => message.WithRetainFlag());
        }

        await using var next = await BrokerKit.StartAsync(_data.Path, Cancel);
        var owner = await next.ConnectAsync(Role.Owner, Cancel);
        await owner.SubscribeAsync($"{Me}/#", Cancel);
        await next.Broker.PublishAsync(new StallMessage($"{Me}/end", "end"u8.ToArray(), null), Cancel);

        Assert.Equal(($"{Me}/temperature", "21"), await owner.HearTextAsync(Cancel));
        Assert.Equal("end", (await owner.HearTextAsync(Cancel)).Text);
    }

    [Fact]
    public async Task Of_one_device_so_much_is_kept()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var device = await kit.ConnectAsync(Role.Device, Cancel);
        for (var number = 0; number < KeptMessages.MostOfOne; number++)
        {
            await device.PublishAsync($"{Me}/{number}", "x", Cancel, static message => message.WithRetainFlag());
        }

        Assert.Equal(MqttClientPublishReasonCode.QuotaExceeded, (await device.PublishAsync($"{Me}/more", "x", Cancel, static message => message.WithRetainFlag())).ReasonCode);
        Assert.Equal(
            MqttClientPublishReasonCode.QuotaExceeded,
            (await device.PublishAsync($"{Me}/1", new string('x', KeptMessages.Largest + 1), Cancel, static message => message.WithRetainFlag())).ReasonCode);
        Assert.NotEqual(MqttClientPublishReasonCode.QuotaExceeded, (await device.PublishAsync($"{Me}/1", "y", Cancel, static message => message.WithRetainFlag())).ReasonCode);
    }

    [Fact]
    public async Task A_packet_that_is_too_large_ends_its_connection_and_no_other()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var (device, viewer) = (await kit.ConnectAsync(Role.Device, Cancel), await kit.ConnectAsync(Role.Viewer, Cancel));

        using var socket = await RawAsync(kit);
        await socket.SendAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F }, Cancel);

        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => device.PublishAsync($"{Me}/x", new string('x', 70_000), Cancel));
        await device.Gone.Task.WaitAsync(Cancel);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await viewer.SubscribeAsync("edgekit/kit-17/power", Cancel));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    [InlineData("\u0010\u000e\0\u0004MQTT\u0009\u0002\0\0\0\0\0\0")]
    [InlineData("\u0010\u0002\0\0")]
    public async Task Nonsense_is_shown_out(string text)
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        using var socket = await RawAsync(kit);

        await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(text), Cancel);

        Assert.Equal(0, await socket.ReceiveAsync(new byte[16], Cancel));
        Assert.Equal(MqttClientConnectResultCode.Success, (await kit.ConnectAsync(Role.Viewer, Cancel)).Connected.ResultCode);
    }

    [Fact]
    public async Task There_are_so_many_connections_and_no_more()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.connections", "2"));
        var first = await kit.ConnectAsync(Role.Viewer, Cancel);
        await kit.ConnectAsync(Role.Device, Cancel);

        await Assert.ThrowsAnyAsync<MQTTnet.Exceptions.MqttCommunicationException>(() => kit.ConnectAsync(Role.Owner, Cancel));
        Assert.False(first.Gone.Task.IsCompleted);
    }

    [Fact]
    public async Task A_WebSocket_is_as_good_as_a_socket()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel, options => options.WithWebSocketServer(web => web.WithUri(kit.WebSocket.ToString())));
        await viewer.SubscribeAsync("edgekit/kit-17/power", Cancel);

        await kit.Broker.PublishAsync(new StallMessage("edgekit/kit-17/power", "p"u8.ToArray(), null), Cancel);

        Assert.Equal("p", (await viewer.HearTextAsync(Cancel)).Text);
    }

    [Fact]
    public async Task Over_HTTP_2_it_is_too()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2, Cancel);
        kit.Door.AdmitsThisMachine = true;
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        await socket.ConnectAsync(kit.WebSocket, client, Cancel);

        await socket.SendAsync(new byte[] { 0x10, 13, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, 0, 1, (byte)'a' }, System.Net.WebSockets.WebSocketMessageType.Binary, endOfMessage: true, Cancel);

        var answer = new byte[4];
        await socket.ReceiveAsync(answer, Cancel);
        Assert.Equal([0x20, 2, 0, 0], answer);
    }

    [Fact]
    public async Task Who_subscribes_to_thousands_at_once_is_shown_out()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.subscriptions", "2"));
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel);

        await Assert.ThrowsAnyAsync<Exception>(() => viewer.SubscribeAsync(["edgekit/kit-17/power", "edgekit/kit-17/live", "edgekit/kit-17/uplink"], Cancel));
        await viewer.Gone.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task A_page_of_another_origin_does_not_connect()
    {
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel);
        kit.Door.AdmitsThisMachine = true;
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.SetRequestHeader("Origin", "http://elsewhere.example");

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => socket.ConnectAsync(kit.WebSocket, Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task TLS_shows_the_kits_certificate()
    {
        var port = EdgeKit.Testing.Processes.Loopback.FreePort();
        await using var kit = await BrokerKit.StartAsync(_data.Path, Cancel, ("mqtt.listenTls", $"127.0.0.1:{port}"));
        var shown = "";
        var viewer = await kit.ConnectAsync(Role.Viewer, Cancel, options => options
            .WithEndPoint(new IPEndPoint(IPAddress.Loopback, port))
            .WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(seen =>
            {
                shown = seen.Certificate.Subject;
                return !seen.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
            })));

        Assert.Equal((MqttClientConnectResultCode.Success, "CN=kit-17"), (viewer.Connected.ResultCode, shown));
    }

    private static byte[] Subscription()
    {
        var filter = "edgekit/#"u8.ToArray();
        return [0x82, (byte)(5 + filter.Length), 0, 1, 0, (byte)filter.Length, .. filter, 1];
    }

    private static async Task<Socket> RawAsync(BrokerKit kit)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, kit.Port), Cancel);
        return socket;
    }

    // The other end is gone before the server knows.
    private static async Task LeftAsync(BrokerKit kit)
    {
        while (kit.Broker.Clients > 0)
        {
            await Task.Yield();
        }
    }
}
