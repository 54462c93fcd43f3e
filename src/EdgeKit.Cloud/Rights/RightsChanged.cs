namespace EdgeKit.Cloud.Rights;

/// <summary>The answer to rights given or asked back by hand.</summary>
/// <param name="Sku">Of which item.</param>
/// <param name="Kit">Which kit.</param>
/// <param name="Incarnation">Which log.</param>
/// <param name="Granted">All that was ever granted to it.</param>
/// <param name="Returned">All that it gave back so far.</param>
/// <param name="ReturnTo">How many it is asked to have given back in all.</param>
/// <param name="Pool">What is in the pool now.</param>
internal sealed record RightsChanged(string Sku, string Kit, Guid Incarnation, long Granted, long Returned, long ReturnTo, long Pool);
