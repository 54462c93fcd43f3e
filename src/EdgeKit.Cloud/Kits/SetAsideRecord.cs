namespace EdgeKit.Cloud.Kits;

/// <summary>A record that was kept and not understood.</summary>
/// <param name="Incarnation">Of which log.</param>
/// <param name="Seq">Its number.</param>
/// <param name="Type">Its type.</param>
/// <param name="Why">What was wrong with it.</param>
internal sealed record SetAsideRecord(Guid Incarnation, long Seq, string Type, string Why);
