namespace EdgeKit.Contracts.Stock;

/// <summary>What the kit may sell of one SKU.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Available">May be ordered now.</param>
/// <param name="Held">Reserved by holds.</param>
/// <param name="Sold">Consumed by orders, less what was put back.</param>
/// <param name="Granted">Rights that the cloud granted.</param>
/// <param name="Received">Goods that arrived at the stall.</param>
/// <param name="Frozen">Granted rights that may be sold again once the cloud is heard.</param>
/// <param name="Deficit">Goods that a count found missing although they were sold or promised; nothing is sold before they are made good.</param>
public sealed record StockLevel(string Sku, long Available, long Held, long Sold, long Granted, long Received, long Frozen = 0, long Deficit = 0);
