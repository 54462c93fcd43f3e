using EdgeKit.Contracts.Market;

namespace EdgeKit.Market.Transfers;

/// <summary>How asking a kit for rights ended.</summary>
internal abstract record SettleResult
{
    private SettleResult()
    {
    }

    /// <summary>They are this kit's now, on the disk.</summary>
    public sealed record Came(MarketTransfer Transfer) : SettleResult;

    /// <summary>The kit has nothing to give, and will say so for ever.</summary>
    public sealed record Nothing : SettleResult;

    /// <summary>There is no final answer yet: it is asked again.</summary>
    /// <param name="Why">In words.</param>
    /// <param name="IsSilent">Whether the kit answers nothing now, so that another question would be in vain.</param>
    public sealed record Open(string Why, bool IsSilent) : SettleResult;

    /// <summary>Somebody else asks at this moment.</summary>
    public sealed record UnderWay : SettleResult;
}
