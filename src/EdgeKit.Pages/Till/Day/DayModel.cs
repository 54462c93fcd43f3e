using EdgeKit.Contracts.Till;
using EdgeKit.Pages.Shared;

namespace EdgeKit.Pages.Till.Day;

/// <summary>The day at the till.</summary>
/// <param name="Frame">What stands around it.</param>
/// <param name="Report">What went through the till.</param>
/// <param name="Currency">The kit's.</param>
/// <param name="Clock">Says times.</param>
/// <param name="Wrong">Why the last form was not taken.</param>
/// <param name="Typed">The amount that was typed in it.</param>
internal sealed record DayModel(TillFrame Frame, TillReport Report, string Currency, ClockText Clock, string? Wrong = null, string Typed = "");
