namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What a kit keeps, and what the cloud keeps of it.</summary>
internal enum KitCell
{
    /// <summary>G, as far as the kit has seen.</summary>
    Granted,

    /// <summary>R.</summary>
    Returned,

    /// <summary>C.</summary>
    Consumed,

    /// <summary>V.</summary>
    PutBack,

    /// <summary>L.</summary>
    Received,

    /// <summary>K.</summary>
    Short,

    /// <summary>Xin.</summary>
    In,

    /// <summary>Xout.</summary>
    Out,

    /// <summary>Holds that may expire, of one unit each.</summary>
    Held,

    /// <summary>Holds that are being paid.</summary>
    Paying,

    /// <summary>Selling is frozen: the kit has not heard from the cloud for too long.</summary>
    Frozen,

    /// <summary>The kit is no more: what lay there was counted.</summary>
    Gone,

    /// <summary>Payments whose hold has expired; in <see cref="WrongRule.PayingExpires"/> only.</summary>
    PaidWithoutHold,

    /// <summary>The last record that the cloud took; in <see cref="WrongRule.RecordTwice"/> only.</summary>
    LastTaken,

    /// <summary>All that the cloud granted.</summary>
    CloudGranted,

    /// <summary>How many the cloud wants back in all.</summary>
    ReturnTo,

    /// <summary>R, as far as the cloud knows.</summary>
    CloudReturned,

    /// <summary>C, as far as the cloud knows.</summary>
    CloudConsumed,

    /// <summary>V, as far as the cloud knows.</summary>
    CloudPutBack,

    /// <summary>L, as far as the cloud knows.</summary>
    CloudReceived,

    /// <summary>K, as far as the cloud knows.</summary>
    CloudShort,

    /// <summary>The cloud takes the kit for lost: its rights are in suspense.</summary>
    Lost,

    /// <summary>What was found when a lost kit's stock was counted.</summary>
    Found,

    /// <summary>The first of the records that the cloud does not have; 0 for none. More follow.</summary>
    Log,
}
