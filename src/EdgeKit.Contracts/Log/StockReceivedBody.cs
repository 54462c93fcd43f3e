namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.StockReceived"/>.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Quantity">How many arrived.</param>
/// <param name="Reason">Why, such as "opening count".</param>
/// <param name="By">Who says so.</param>
public sealed record StockReceivedBody(string Sku, int Quantity, string Reason, string By);
