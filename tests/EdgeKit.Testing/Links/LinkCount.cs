namespace EdgeKit.Testing.Links;

/// <summary>What passed in one direction.</summary>
/// <param name="SentPackets">Packets that were put on the wire, lost ones included.</param>
/// <param name="SentBytes">Their IP bytes, headers included.</param>
/// <param name="ArrivedBytes">IP bytes that arrived.</param>
/// <param name="DroppedPackets">Packets that the full queue refused.</param>
/// <param name="LostPackets">Packets lost on the way.</param>
/// <param name="PayloadBytes">What TCP carried, each byte once however often it was sent.</param>
public sealed record LinkCount(long SentPackets, long SentBytes, long ArrivedBytes, long DroppedPackets, long LostPackets, long PayloadBytes)
{
    /// <summary>What passed since <paramref name="earlier"/>.</summary>
    public LinkCount Since(LinkCount earlier) => new(
        SentPackets - earlier.SentPackets,
        SentBytes - earlier.SentBytes,
        ArrivedBytes - earlier.ArrivedBytes,
        DroppedPackets - earlier.DroppedPackets,
        LostPackets - earlier.LostPackets,
        PayloadBytes - earlier.PayloadBytes);
}
