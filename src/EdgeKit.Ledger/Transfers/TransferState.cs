namespace EdgeKit.Ledger.Transfers;

/// <summary>How far a transfer is. Stored as a number.</summary>
internal enum TransferState
{
    /// <summary>It will be asked for, was perhaps asked for, and was not answered.</summary>
    Begun = 0,

    /// <summary>Its record is in the log.</summary>
    Done = 1,

    /// <summary>There was nothing to give, and with this id there never will be.</summary>
    Nothing = 2,
}
