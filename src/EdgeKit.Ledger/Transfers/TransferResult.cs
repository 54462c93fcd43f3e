namespace EdgeKit.Ledger.Transfers;

/// <summary>The ways in which a step of a transfer can end.</summary>
internal abstract record TransferResult
{
    private TransferResult()
    {
    }

    /// <summary>Rights are on their way, since now or since the first time.</summary>
    public sealed record Given(TransferRow Row) : TransferResult;

    /// <summary>There is nothing to give, and never will be with this id.</summary>
    public sealed record Nothing : TransferResult;

    /// <summary>It is as it should be.</summary>
    public sealed record Done : TransferResult;

    /// <summary>It is not for this kit, or contradicts what the kit knows.</summary>
    public sealed record Refused(string Why) : TransferResult;
}
