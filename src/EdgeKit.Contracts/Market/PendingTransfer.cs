namespace EdgeKit.Contracts.Market;

/// <summary>Rights that were asked for and that the other kit has not answered finally: it is asked again until it does.</summary>
/// <param name="TransferId">Names the transfer to both kits.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many were asked for.</param>
/// <param name="From">The kit that is asked.</param>
/// <param name="Why">What kept it from answering, in words; null before the first try of this run.</param>
public sealed record PendingTransfer(Guid TransferId, string Sku, long Quantity, string From, string? Why = null);
