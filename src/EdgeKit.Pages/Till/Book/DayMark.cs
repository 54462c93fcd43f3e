namespace EdgeKit.Pages.Till.Book;

/// <summary>Where a day at the till begins or ends.</summary>
/// <param name="Seq">The record.</param>
/// <param name="Amount">What lay in the drawer, in minor units.</param>
/// <param name="At">When, by the kit's clock.</param>
/// <param name="By">Who says so.</param>
internal sealed record DayMark(long Seq, long Amount, DateTimeOffset At, string By);
