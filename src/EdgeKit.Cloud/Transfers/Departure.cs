namespace EdgeKit.Cloud.Transfers;

/// <summary>What the donor's record says of a transfer.</summary>
/// <param name="Log">The donor's log.</param>
/// <param name="FromKit">The donor.</param>
/// <param name="FromIncarnation">Its log, as records name it.</param>
/// <param name="Seq">The record.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Kit">Who shall have them.</param>
/// <param name="Incarnation">The log of that kit: no other may take them.</param>
internal sealed record Departure(long Log, string FromKit, Guid FromIncarnation, long Seq, string Sku, long Quantity, string Kit, Guid Incarnation);
