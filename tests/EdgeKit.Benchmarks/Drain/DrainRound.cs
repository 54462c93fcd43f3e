using EdgeKit.Testing.Links;

namespace EdgeKit.Benchmarks.Drain;

/// <summary>One drain, and the bulk transfer after it.</summary>
/// <param name="Orders">Records that were queued.</param>
/// <param name="FirstPacket">From the start of the kit's process to its first packet on the link.</param>
/// <param name="Push">From that packet until the kit knew that the cloud has all.</param>
/// <param name="Bulk">What one TCP connection needed for as many payload bytes.</param>
/// <param name="Up">What passed towards the cloud.</param>
/// <param name="Down">What passed back.</param>
/// <param name="RecordBytes">Compressed bytes of records in it.</param>
/// <param name="CloudProcessor">Processor time that the cloud had for it.</param>
/// <param name="Seconds">After each second, what had been sent and acknowledged so far.</param>
internal sealed record DrainRound(long Orders, TimeSpan FirstPacket, TimeSpan Push, TimeSpan Bulk, LinkCount Up, LinkCount Down, long RecordBytes, TimeSpan CloudProcessor, IReadOnlyList<(long Bytes, long AckSeq)> Seconds)
{
    /// <summary>All IP bytes of a record, both ways.</summary>
    public double BytesOfRecord => (Up.SentBytes + Down.SentBytes) / (double)Orders;

    /// <summary>Goodput of the push to goodput of the bulk transfer.</summary>
    public double Ratio => Bulk / Push;

    /// <summary>How much of the line each second used.</summary>
    public IEnumerable<double> UsedBySecond(long bitsPerSecond) =>
        Seconds.Select((second, index) => (second.Bytes - (index == 0 ? 0 : Seconds[index - 1].Bytes)) * 8.0 / bitsPerSecond);
}
