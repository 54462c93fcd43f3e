namespace EdgeKit.Uplink.Line;

/// <summary>What can be found out about a line that says nothing: whether it is worth waiting for, and whether the cloud can be reached at all.</summary>
internal interface ILifeline
{
    /// <summary>
    /// Whether the line outlives a link that is gone for a while: the kernel tries again every few seconds, so that it goes on where it was as soon as the link is
    /// back, without a handshake and without a record sent twice.
    /// </summary>
    bool Persists { get; }

    /// <summary>How long ago the kernel last heard of the far end: sooner than anybody above it, since a message is only there when all of it is.</summary>
    TimeSpan SinceAck { get; }

    /// <summary>How long a way there and back takes with empty queues; <see cref="TimeSpan.MaxValue"/> where nobody knows.</summary>
    TimeSpan RoundTrip { get; }

    /// <summary>
    /// Bytes that were handed over and have not arrived as far as is known; nothing where the kernel does not say. Fewer than the cloud has said nothing of: where a packet was lost on
    /// the way there, it cannot yet of those behind it, and where one was lost on the way back, its word is late.
    /// </summary>
    long? OnTheWay { get; }

    /// <summary>The link is gone: what was under way is lost with it, which says nothing of how much it carries.</summary>
    void IsGone();

    /// <summary>It is back.</summary>
    void IsBack();

    /// <summary>Ends once another connection to the cloud got through.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It was refused, or nothing answered for a minute.</exception>
    Task ReachAsync(CancellationToken cancellationToken);

    /// <summary>A line did not outlive it though the cloud was reached: the carrier has given the kit another address. So the next ones are not waited for, for an hour.</summary>
    void Lost();
}
