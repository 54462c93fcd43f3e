namespace EdgeKit.Cloud.Transfers;

/// <summary>An older record of a receiver that the donor's record, which came only now, puts in another light.</summary>
/// <param name="TransferId">Which transfer.</param>
/// <param name="Arrival">What the older record says, and whether it has counted so far.</param>
/// <param name="Against">What speaks against it; null when it counts from now on.</param>
internal sealed record Revision(Guid TransferId, Arrival Arrival, string? Against);
