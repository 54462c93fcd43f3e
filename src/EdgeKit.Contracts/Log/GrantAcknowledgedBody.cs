namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.GrantAcknowledged"/>.</summary>
/// <param name="Sku">Which item.</param>
/// <param name="Granted">All that the cloud ever granted this log, as far as the kit has seen.</param>
public sealed record GrantAcknowledgedBody(string Sku, long Granted);
