using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>When one load goes off and comes back.</summary>
/// <param name="Id">Its name on the map.</param>
/// <param name="ShedAt">At this stage and worse ones it is off; null: never.</param>
/// <param name="Priority">Higher ones go off last and come back first.</param>
/// <param name="RestoreDelay">The stage must have been good enough for so long before it comes back.</param>
/// <param name="MinimumOff">Once off it stays off for so long: a compressor's or a modem's wish.</param>
/// <param name="InrushSpacing">Nothing else is switched on for so long after it.</param>
internal sealed record LoadRule(string Id, PowerStage? ShedAt, int Priority, TimeSpan RestoreDelay, TimeSpan MinimumOff, TimeSpan InrushSpacing);
