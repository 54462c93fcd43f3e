namespace EdgeKit.Contracts.Stock;

/// <summary>The entry <c>stock.rights</c> of the down feed: the SKUs whose rights changed since the kit's cursor.</summary>
/// <param name="Incarnation">The log that they are for; another passes them over.</param>
/// <param name="Skus">What changed.</param>
/// <param name="SellForSeconds">
/// For how long of the kit's running time after it last heard from the cloud granted rights may be sold; null for ever. It only freezes
/// selling: what is frozen stays the kit's.
/// </param>
public sealed record StockRights(Guid Incarnation, IReadOnlyList<StockRight> Skus, long? SellForSeconds = null);
