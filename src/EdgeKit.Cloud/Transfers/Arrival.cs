namespace EdgeKit.Cloud.Transfers;

/// <summary>What a receiver's record says of a transfer.</summary>
/// <param name="Log">The receiver's log.</param>
/// <param name="Kit">The receiver.</param>
/// <param name="Incarnation">Its log, as records name it.</param>
/// <param name="Seq">The record.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="FromKit">Who gave them, by its word.</param>
/// <param name="FromIncarnation">The log of that kit.</param>
/// <param name="Counts">Whether it has had its effect.</param>
internal sealed record Arrival(
    long Log, string Kit, Guid Incarnation, long Seq, string Sku, long Quantity, string FromKit, Guid FromIncarnation, bool Counts);
