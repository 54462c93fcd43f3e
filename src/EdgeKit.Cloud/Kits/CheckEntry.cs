using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Kits;

/// <summary>What somebody read at a kit.</summary>
/// <param name="Incarnation">Of which log.</param>
/// <param name="Seq">The record of it.</param>
/// <param name="RecordedAt">When, by the kit.</param>
/// <param name="Clock">How far to trust that.</param>
/// <param name="Check">What the record says.</param>
internal sealed record CheckEntry(Guid Incarnation, long Seq, DateTimeOffset RecordedAt, ClockState Clock, CheckRecordedBody Check);
