using EdgeKit.Contracts.Log;

namespace EdgeKit.Testing.Histories;

/// <summary>One call that a harness made, with what it was told. A request that was repeated is several calls with one key.</summary>
/// <param name="Who">The caller; it makes one call at a time.</param>
/// <param name="Where">The kit's id, or <see cref="Cloud"/>.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="Key">The idempotency key: one for each request, the same at each repetition.</param>
/// <param name="Mark">
/// What finds the effect again in the ledgers, and stands nowhere else: an order's note, the reason of a void, refund, receipt or count, a payment's or
/// a shop order's reference. Of holds, the cart.
/// </param>
/// <param name="Begun">Seconds of a clock of the harness that nobody sets.</param>
/// <param name="Outcome">What the caller knows.</param>
/// <param name="Lines">What was asked for, one entry a SKU; of a void or refund none for all that is left.</param>
/// <param name="Ended">When the answer was there, by the same clock; null if none came.</param>
/// <param name="Subject">The order that is changed, or the hold that is used up, replaced or released.</param>
/// <param name="Answer">What was said, if something was.</param>
public sealed record HistoryCall(
    string Who,
    string Where,
    HistoryOperation Operation,
    string Key,
    string Mark,
    double Begun,
    HistoryOutcome Outcome,
    IReadOnlyList<SkuQuantity> Lines,
    double? Ended = null,
    Guid? Subject = null,
    HistoryAnswer? Answer = null)
{
    /// <summary>The <see cref="Where"/> of the cloud.</summary>
    public const string Cloud = "cloud";
}
