using EdgeKit.Contracts.Log;

namespace EdgeKit.Contracts.Orders;

/// <summary>What a till or a page sends to order.</summary>
/// <param name="Lines">One to a hundred; several of one SKU count together.</param>
/// <param name="Payment">How it is paid.</param>
/// <param name="HoldId">The hold it uses up.</param>
/// <param name="Customer">Whom it is for.</param>
/// <param name="Note">Free text of at most 1,000 characters.</param>
/// <param name="Total">What the customer was shown; refused when the catalogue says otherwise.</param>
public sealed record OrderSubmission(
    IReadOnlyList<SkuQuantity> Lines, Payment Payment, Guid? HoldId = null, Customer? Customer = null, string? Note = null, Money? Total = null);
