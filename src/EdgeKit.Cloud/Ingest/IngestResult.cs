namespace EdgeKit.Cloud.Ingest;

/// <summary>What became of a batch.</summary>
internal abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <summary>Everything up to <paramref name="AckSeq"/> is on the disk.</summary>
    /// <param name="AckSeq">The last record that is kept.</param>
    /// <param name="Fresh">How many of the batch were new.</param>
    /// <param name="SetAside">How many of those were not understood.</param>
    /// <param name="Skus">Whose stock changed.</param>
    internal sealed record Acknowledged(long AckSeq, int Fresh, int SetAside, IReadOnlyList<string> Skus) : IngestResult;

    /// <summary>Records before the batch are missing.</summary>
    internal sealed record Gap(long ExpectedSeq) : IngestResult;

    /// <summary>The log is not the one that the cloud knows: it is frozen until a person acts.</summary>
    /// <param name="Why">What did not fit.</param>
    /// <param name="JustNow">Whether this batch froze it.</param>
    /// <param name="Settled">Whether what was left of its goods was counted, and it is closed for good.</param>
    internal sealed record Broken(string Why, bool JustNow, bool Settled = false) : IngestResult;
}
