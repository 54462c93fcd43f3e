using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Transfers;

/// <summary>What is remembered of transfers over a restart.</summary>
/// <param name="Incarnation">The log that rights were given from.</param>
/// <param name="LastGiven">The last record of it in which they were, that people were told of; 0 for none.</param>
/// <param name="Last">What came and went, newest first.</param>
internal sealed record TransferMemory(Guid Incarnation, long LastGiven, IReadOnlyList<MarketTransfer> Last)
{
    public static TransferMemory Empty { get; } = new(Guid.Empty, 0, []);
}
