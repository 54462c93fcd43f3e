using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Ingest;

/// <summary>A record as the cloud keeps it.</summary>
/// <param name="Position">In which order.</param>
/// <param name="Source">Whose.</param>
/// <param name="Record">What the kit sent.</param>
internal sealed record KeptRecord(long Position, string Source, LogRecord Record);
