using MQTTnet.Protocol;

namespace EdgeKit.Broker.Serving;

/// <summary>How a CONNECT fares.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It is let in.</summary>
    /// <param name="Client">As whom.</param>
    /// <param name="Assigned">The name that it was given, since it brought none; null otherwise.</param>
    public sealed record LetIn(BrokerClient Client, string? Assigned) : Admission;

    /// <summary>It is told why not.</summary>
    /// <param name="Reason">In the protocol's words.</param>
    /// <param name="Why">In ours.</param>
    public sealed record Refused(MqttConnectReasonCode Reason, string Why) : Admission;

    /// <summary>Its address was told often enough.</summary>
    public sealed record Ignored : Admission;
}
