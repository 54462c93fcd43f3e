using EdgeKit.Contracts.Log;

namespace EdgeKit.Uplink.Transport;

/// <summary>Records on their way.</summary>
/// <param name="FlightFrom">The first record that is on its way in any request: the cloud waits for it rather than calling this batch early.</param>
/// <param name="Records">One or more, without a gap.</param>
internal sealed record PushBatch(long FlightFrom, IReadOnlyList<LogRecord> Records)
{
    /// <summary>The first of them.</summary>
    public long First => Records[0].Seq;

    /// <summary>The last.</summary>
    public long Last => Records[^1].Seq;
}
