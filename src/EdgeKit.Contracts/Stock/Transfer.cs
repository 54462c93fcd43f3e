namespace EdgeKit.Contracts.Stock;

/// <summary>Selling rights on their way from one kit to another.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Quantity">What was given; 1 up to what was asked for.</param>
/// <param name="Seq">The record of it in the donor's log.</param>
public sealed record Transfer(TransferRequest Request, long Quantity, long Seq);
