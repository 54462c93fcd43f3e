namespace EdgeKit.Broker.Front;

/// <summary>Why a connection is closed before anything of it was looked at.</summary>
internal enum GateFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>It does not begin with a CONNECT, or is no MQTT at all.</summary>
    NotMqtt,

    /// <summary>A packet that no client sends, or not then.</summary>
    WrongPacket,

    /// <summary>A packet is larger than may be.</summary>
    TooLarge,
}
