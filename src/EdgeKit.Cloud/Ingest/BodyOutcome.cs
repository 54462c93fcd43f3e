namespace EdgeKit.Cloud.Ingest;

/// <summary>How reading a body ended.</summary>
internal enum BodyOutcome
{
    /// <summary>All of it is there.</summary>
    Whole,

    /// <summary>It has more bytes than it may.</summary>
    TooLarge,

    /// <summary>Other requests hold the memory that there is for bodies.</summary>
    NoRoom,
}
