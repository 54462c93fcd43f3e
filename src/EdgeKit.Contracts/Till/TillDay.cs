using System.Text.Json.Serialization;

namespace EdgeKit.Contracts.Till;

/// <summary>What went through the till from its opening, or from its last closing where nobody opened it since.</summary>
/// <param name="IsOpen">Whether it was opened and not closed since.</param>
/// <param name="OpeningFloat">What lay in the drawer at the opening.</param>
/// <param name="ExpectedCash">What should lie there: float and cash taken, less cash given back.</param>
/// <param name="Taken">By way of payment.</param>
/// <param name="GivenBack">For refunds, and for voids of what was paid, by the way in which it had been paid.</param>
/// <param name="Orders">Accepted.</param>
/// <param name="Ordered">What they came to.</param>
/// <param name="Unpaid">What of that is not paid yet.</param>
/// <param name="Voids">How often something was voided.</param>
/// <param name="Voided">What that was worth.</param>
/// <param name="Refunds">How often something was refunded.</param>
/// <param name="Refunded">What was given back for it.</param>
/// <param name="Taxes">By rate, lowest first.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="OpenedBy">By whom.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="ClosedBy">By whom.</param>
/// <param name="Counted">What lay in the drawer at the closing.</param>
/// <param name="Difference">Counted less expected.</param>
/// <param name="Behind">Records that are not added up yet: ask again.</param>
/// <param name="IsPartial">Whether its first records are no longer kept on this kit; the cloud has them.</param>
public sealed record TillDay(
    bool IsOpen,
    [property: JsonPropertyName("float")] Money OpeningFloat,
    Money ExpectedCash,
    IReadOnlyList<TillAmount> Taken,
    IReadOnlyList<TillAmount> GivenBack,
    int Orders,
    Money Ordered,
    Money Unpaid,
    int Voids,
    Money Voided,
    int Refunds,
    Money Refunded,
    IReadOnlyList<TillTax> Taxes,
    DateTimeOffset? OpenedAt = null,
    string? OpenedBy = null,
    DateTimeOffset? ClosedAt = null,
    string? ClosedBy = null,
    Money? Counted = null,
    Money? Difference = null,
    long Behind = 0,
    bool IsPartial = false);
