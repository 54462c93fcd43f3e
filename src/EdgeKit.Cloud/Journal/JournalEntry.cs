namespace EdgeKit.Cloud.Journal;

/// <summary>One thing that somebody did to stock by hand.</summary>
/// <param name="At">When.</param>
/// <param name="Act">What.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who says so; empty when it was the kit or the caller gave no name.</param>
/// <param name="Sku">To which item; null for a whole log.</param>
/// <param name="Kit">To which kit; null for the pool.</param>
/// <param name="Incarnation">Which log of it.</param>
/// <param name="Quantity">How many arrived, were counted, granted, asked back or found again.</param>
internal sealed record JournalEntry(
    DateTimeOffset At, Act Act, string Reason, string By, string? Sku = null, string? Kit = null, Guid? Incarnation = null, long? Quantity = null);
