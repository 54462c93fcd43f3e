namespace EdgeKit.Testing.Processes;

/// <summary>An order as the cloud lists it.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Incarnation">Whose log it came in.</param>
/// <param name="Seq">The record that accepted it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Total">What it came to, in minor units.</param>
public sealed record CloudOrder(Guid OrderId, Guid Incarnation, long Seq, string Status, long Total);
