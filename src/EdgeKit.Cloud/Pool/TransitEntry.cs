namespace EdgeKit.Cloud.Pool;

/// <summary>A transfer of which the cloud has heard from one of the two kits only.</summary>
/// <param name="TransferId">Which one.</param>
/// <param name="Quantity">How many; below zero when it was taken in and the giving is not known yet.</param>
/// <param name="FromKit">Who gave.</param>
/// <param name="FromIncarnation">Its log.</param>
/// <param name="ToKit">Who takes.</param>
/// <param name="ToIncarnation">Its log.</param>
/// <param name="Seq">The record that is known.</param>
internal sealed record TransitEntry(Guid TransferId, long Quantity, string FromKit, Guid FromIncarnation, string ToKit, Guid ToIncarnation, long Seq);
