namespace EdgeKit.Cloud.Pool;

/// <summary>One kit's part of a SKU's ledger.</summary>
/// <param name="Kit">Which kit.</param>
/// <param name="Sold">Less what was put back.</param>
/// <param name="Granted">Rights given to it.</param>
/// <param name="Returned">Rights that it gave back.</param>
/// <param name="Received">Arrived at its stall.</param>
/// <param name="PutBack">Sold and on sale again.</param>
/// <param name="Short">Counted below what was expected.</param>
/// <param name="Logs">The same by log.</param>
internal sealed record KitShare(
    string Kit, long Sold, long Granted, long Returned, long Received, long PutBack, long Short, IReadOnlyList<LogShare> Logs)
{
    /// <summary>The sum of a kit's logs.</summary>
    public static KitShare Of(string kit, IReadOnlyList<LogShare> logs) =>
        new(
            kit,
            logs.Sum(static log => log.Sold),
            logs.Sum(static log => log.Granted),
            logs.Sum(static log => log.Returned),
            logs.Sum(static log => log.Received),
            logs.Sum(static log => log.PutBack),
            logs.Sum(static log => log.Short),
            logs);
}
