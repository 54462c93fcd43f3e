using EdgeKit.Cloud.Mqtt;

namespace EdgeKit.Cloud;

/// <summary>What the receiver was told to do.</summary>
/// <param name="Allocates">Whether it shares rights among kits and the shop by itself.</param>
/// <param name="SellForSeconds">For how long after they last heard from it kits may sell what they were granted; null for ever.</param>
/// <param name="Broker">Where it meets kits by MQTT; null for nowhere.</param>
internal sealed record CloudOptions(bool Allocates = false, long? SellForSeconds = null, BrokerOptions? Broker = null);
