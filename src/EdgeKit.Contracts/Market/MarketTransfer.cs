namespace EdgeKit.Contracts.Market;

/// <summary>Selling rights that came or went; also the event <c>market</c>.</summary>
/// <param name="TransferId">Names the transfer to both kits.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many; 1 or more.</param>
/// <param name="Kit">The other kit.</param>
/// <param name="Text">The same in words for people, with where the goods are to be fetched.</param>
/// <param name="Time">The kit's wall time.</param>
/// <param name="Clock">How far to trust it.</param>
public sealed record MarketTransfer(Guid TransferId, TransferDirection Direction, string Sku, long Quantity, string Kit, string Text, DateTimeOffset Time, ClockState Clock);
