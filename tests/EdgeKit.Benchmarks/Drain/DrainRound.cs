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
internal sealed record DrainRound(long Orders, TimeSpan FirstPacket, TimeSpan Push, TimeSpan Bulk, LinkCount Up, LinkCount Down, long RecordBytes)
{
    /// <summary>Goodput of the push to goodput of the bulk transfer.</summary>
    public double Ratio => Bulk / Push;
}
