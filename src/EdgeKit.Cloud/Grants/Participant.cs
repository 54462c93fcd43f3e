namespace EdgeKit.Cloud.Grants;

/// <summary>Somebody who may sell a SKU: a kit in contact, or the shop.</summary>
/// <param name="Log">The kit's log; 0 for the shop.</param>
/// <param name="Held">What it may sell now.</param>
/// <param name="Units">Units it was asked for.</param>
/// <param name="Hours">Hours in which it was.</param>
/// <param name="Horizon">Hours for which it shall have enough; above 0.</param>
/// <param name="Wanted">Units that somebody asked for just now and could not have.</param>
/// <param name="Returnable">What of it a kit could give back.</param>
internal sealed record Participant(long Log, long Held, double Units, double Hours, double Horizon, long Wanted, long Returnable);
