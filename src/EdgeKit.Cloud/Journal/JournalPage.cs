namespace EdgeKit.Cloud.Journal;

/// <summary>A page of the journal.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Next">The next <c>since</c>; as it was when there is nothing new.</param>
internal sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, string Next);
