namespace EdgeKit.Contracts.Stock;

/// <summary>Asks a kit of the same market for selling rights.</summary>
/// <param name="TransferId">New for each transfer, the same at each repetition.</param>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many; 1 or more.</param>
/// <param name="FromKit">The kit that is asked.</param>
/// <param name="FromIncarnation">Its log.</param>
/// <param name="ToKit">The kit that asks.</param>
/// <param name="ToIncarnation">Its log: only that may take them.</param>
public sealed record TransferRequest(Guid TransferId, string Sku, long Quantity, string FromKit, Guid FromIncarnation, string ToKit, Guid ToIncarnation);
