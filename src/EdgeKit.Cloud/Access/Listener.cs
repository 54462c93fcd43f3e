namespace EdgeKit.Cloud.Access;

/// <summary>The listener that a connection came in by.</summary>
/// <param name="Loopback">Only this machine reaches it, so nobody is asked for a token.</param>
internal sealed record Listener(bool Loopback);
