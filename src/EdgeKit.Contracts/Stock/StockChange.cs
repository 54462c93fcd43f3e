namespace EdgeKit.Contracts.Stock;

/// <summary>Asks to record goods that arrived or were counted.</summary>
/// <param name="Quantity">How many arrived (1 or more), or how many are there (0 or more).</param>
/// <param name="Reason">Why; 1 to 500 characters.</param>
/// <param name="By">Who says so; 1 to 200 characters.</param>
public sealed record StockChange(int Quantity, string Reason, string By);
