namespace EdgeKit.Contracts.Stock;

/// <summary>What a kit was asked for of one SKU. Units and hours fade alike, so that their ratio is the rate of late.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Units">Units that shoppers ordered, whether or not they got them; 0 or more.</param>
/// <param name="Hours">Hours of selling in which they did; 0 or more.</param>
/// <param name="Wanted">Units that were asked for and could not be had since the last report; 0 or more.</param>
public sealed record SkuDemand(string Sku, double Units, double Hours, long Wanted);
