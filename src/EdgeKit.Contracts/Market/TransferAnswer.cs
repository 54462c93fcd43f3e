using EdgeKit.Contracts.Stock;

namespace EdgeKit.Contracts.Market;

/// <summary>The final answer of <c>POST /market/v1/transfers</c>; sealed, it is what the rights may be taken on.</summary>
/// <param name="TransferId">The transfer that was asked for.</param>
/// <param name="Transfer">What was given; null when there was nothing to give.</param>
public sealed record TransferAnswer(Guid TransferId, Transfer? Transfer = null);
