namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.OrderVoided"/> and <see cref="RecordTypes.OrderRefunded"/>.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Status">Where the order stands now.</param>
/// <param name="Lines">What was taken back.</param>
/// <param name="Amount">What that was worth.</param>
/// <param name="Restock">Whether the goods are on sale again.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The device that did it; null for the kit's own machine.</param>
public sealed record OrderTakenBackBody(Guid OrderId, OrderStatus Status, IReadOnlyList<SkuQuantity> Lines, Money Amount, bool Restock, string Reason, string? By = null);
