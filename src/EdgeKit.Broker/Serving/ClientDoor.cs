using System.Security.Cryptography;
using System.Text;
using EdgeKit.Broker.Front;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Access;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeKit.Broker.Serving;

/// <summary>
/// Decides on a CONNECT. The password is a device's token, the same as over HTTP; without one only this machine comes in. A client's name
/// counts in its device's folder only.
/// </summary>
internal sealed class ClientDoor(ITokenDoor door, TopicRules rules, BrokerClients clients, WrongTokens wrong, BrokerOptions options)
{
    private const int LongestName = 128;
    private const int LongestToken = 256;

    /// <summary>Decides.</summary>
    public Admission Decide(MqttConnectPacket packet, FrontConnection connection)
    {
        var token = packet.Password is { Length: > 0 } password ? password : null;
        var caller = token is null ? door.Admit(connection.Local?.Address, connection.Remote.Address)
            : token.Length <= LongestToken ? door.Recognise(Encoding.UTF8.GetString(token))
            : null;
        if (caller is null)
        {
            return wrong.IsTold(connection.Remote.Address) ? new Admission.Ignored()
                : token is null ? new Admission.Refused(MqttConnectReasonCode.NotAuthorized, "Send a paired device's token as the password.")
                : new Admission.Refused(MqttConnectReasonCode.BadUserNameOrPassword, "The password is no paired device's token.");
        }

        if (packet.Username is { } name && !string.Equals(name, caller.Device, StringComparison.Ordinal) && door.IsIn(name))
        {
            return new Admission.Refused(MqttConnectReasonCode.BadUserNameOrPassword, "The user name is another device's id.");
        }

        if (packet.AuthenticationMethod is not null)
        {
            return new Admission.Refused(MqttConnectReasonCode.BadAuthenticationMethod, "There is no authentication but by password.");
        }

        if (packet.ClientId?.Length > LongestName)
        {
            return new Admission.Refused(MqttConnectReasonCode.ClientIdentifierNotValid, $"A client's name has at most {LongestName} characters.");
        }

        var rights = rules.Of(caller);
        return packet.WillFlag && !(TopicFilters.IsTopic(packet.WillTopic) && rights.MayPublish(packet.WillTopic))
            ? new Admission.Refused(MqttConnectReasonCode.NotAuthorized, $"It may not leave a will at {packet.WillTopic}.")
            : LetIn(packet, caller, rights, connection);
    }

    private Admission LetIn(MqttConnectPacket packet, Caller caller, TopicRights rights, FrontConnection connection)
    {
        var assigned = string.IsNullOrEmpty(packet.ClientId) ? $"client-{RandomNumberGenerator.GetHexString(16, lowercase: true)}" : null;
        var id = $"{KitTopics.FolderOf(caller)}:{assigned ?? packet.ClientId}";
        var client = new BrokerClient(id, caller, rights, KeptFor(packet), connection.Remote);

        // Sessions outlast connections: without a bound one device could fill the kit with them.
        return clients.Others(client) >= (caller.IsThisMachine ? options.Connections : options.ConnectionsOfOne)
            ? new Admission.Refused(MqttConnectReasonCode.QuotaExceeded, "This device has as many sessions as it may; end some, or wait until they are over.")
            : new Admission.LetIn(client, assigned);
    }

    // In 3.1.1 a session that is to be kept is kept for as long as the kit keeps any.
    private TimeSpan KeptFor(MqttConnectPacket packet) =>
        packet.SessionExpiryInterval is var seconds and > 0 && TimeSpan.FromSeconds(seconds) < options.KeepSessions ? TimeSpan.FromSeconds(seconds) : options.KeepSessions;
}
