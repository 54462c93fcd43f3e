namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.TransferIn"/>.</summary>
/// <param name="TransferId">Names the transfer to both kits.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many; 1 or more.</param>
/// <param name="Kit">The kit that gave them.</param>
/// <param name="Incarnation">The log of that kit.</param>
/// <param name="Seq">The record in that log.</param>
public sealed record TransferInBody(Guid TransferId, string Sku, long Quantity, string Kit, Guid Incarnation, long Seq);
