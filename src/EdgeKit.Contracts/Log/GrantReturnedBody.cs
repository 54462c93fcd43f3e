namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.GrantReturned"/>.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many go back with this record; 1 or more.</param>
/// <param name="Returned">All that ever went back, this included.</param>
public sealed record GrantReturnedBody(string Sku, long Quantity, long Returned);
