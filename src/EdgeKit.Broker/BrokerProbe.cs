using System.Globalization;
using System.Net;
using EdgeKit.Broker.Topics;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EdgeKit.Broker;

/// <summary>Knocks at a broker as a client would, and goes again.</summary>
internal static class BrokerProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Knocks at the kit's own port without saying who it is.</summary>
    /// <param name="kit">The kit's id, by which its broker is told from another.</param>
    /// <param name="listen">Where it should answer.</param>
    /// <param name="isSecure">Whether it speaks TLS there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong; null where it answers as it should.</returns>
    public static async Task<string?> OwnAsync(string kit, IPEndPoint listen, bool isSecure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var address = listen.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : listen.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listen.Address;
        var builder = Builder(string.Create(CultureInfo.InvariantCulture, $"edgekit-doctor-{listen.Port}")).WithTcpServer(address.ToString(), listen.Port);
        return await KnockAsync(isSecure ? builder.WithTlsOptions(Unchecked) : builder, client => HearsAsync(client, KitTopics.StatusOf(kit), cancellationToken), cancellationToken) switch
        {
            // What is on this machine is let in, and who comes from elsewhere is asked who it is.
            (MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadUserNameOrPassword, _) or (MqttClientConnectResultCode.Success, "") => null,
            (MqttClientConnectResultCode.Success, var why) => why,
            (null, var why) => $"does not answer: {why}",
            (var code, var why) => $"answers {code} {why}".TrimEnd(),
        };
    }

    /// <summary>Knocks at the broker that serves in the kit's place, with the kit's name and password.</summary>
    /// <returns>What is wrong; null where it lets the kit in.</returns>
    public static async Task<string?> OtherAsync(OtherBrokerOptions other, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(other);

        return await KnockAsync(other.Reach(Builder("edgekit-doctor")), static _ => Task.FromResult(""), cancellationToken) switch
        {
            (MqttClientConnectResultCode.Success, _) => null,
            (null, var why) => $"is not reached: {why}",
            (var code, var why) => $"does not let the kit in: {code} {why}".TrimEnd(),
        };
    }

    /// <param name="id">One's own: with the kit's it would put the kit out, and with the same at two ports of one broker each would put out the other.</param>
    private static MqttClientOptionsBuilder Builder(string id) =>
        new MqttClientOptionsBuilder().WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(id).WithCleanStart().WithTimeout(Patience);

    /// <summary>Whose certificate it is, 'Certificate' says; here is asked whether a broker is behind it.</summary>
    private static void Unchecked(MqttClientTlsOptionsBuilder tls) => tls.UseTls().WithCertificateValidationHandler(static _ => true);

    /// <summary>Whether the kit says there that it is there.</summary>
    private static async Task<string> HearsAsync(IMqttClient client, string topic, CancellationToken cancellationToken)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += _ =>
        {
            heard.TrySetResult();
            return Task.CompletedTask;
        };
        await client.SubscribeAsync(topic, cancellationToken: cancellationToken);
        try
        {
            await heard.Task.WaitAsync(Patience, cancellationToken);
            return "";
        }
        catch (TimeoutException)
        {
            return "is another broker: the kit says nothing there";
        }
    }

    private static async Task<(MqttClientConnectResultCode? Code, string Why)> KnockAsync(
        MqttClientOptionsBuilder options, Func<IMqttClient, Task<string>> look, CancellationToken cancellationToken)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            var answer = await client.ConnectAsync(options.Build(), cancellationToken);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                return (answer.ResultCode, answer.ReasonString ?? "");
            }

            var seen = await look(client);
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
            return (answer.ResultCode, seen);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "nothing came back");
        }
        catch (Exception exception) when (exception is MqttCommunicationException or MqttProtocolViolationException or IOException)
        {
            return (null, (exception.InnerException ?? exception).Message);
        }
    }
}
