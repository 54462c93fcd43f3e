namespace EdgeKit.Ledger.Transfers;

/// <summary>Which of the two kits this one is. Stored as a number.</summary>
internal enum TransferDirection
{
    /// <summary>It gives.</summary>
    Out = 0,

    /// <summary>It receives.</summary>
    In = 1,
}
