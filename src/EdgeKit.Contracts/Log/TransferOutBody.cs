namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.TransferOut"/>.</summary>
/// <param name="TransferId">Names the transfer to both kits.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many; 1 or more.</param>
/// <param name="Kit">The kit that receives them.</param>
/// <param name="Incarnation">The log of that kit: no other may take them.</param>
public sealed record TransferOutBody(Guid TransferId, string Sku, long Quantity, string Kit, Guid Incarnation);
