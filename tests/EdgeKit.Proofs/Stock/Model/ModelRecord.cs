namespace EdgeKit.Proofs.Stock.Model;

/// <summary>The kinds of record that mean something to the cloud.</summary>
internal enum ModelRecord
{
    /// <summary>None: the log ends before.</summary>
    None,

    /// <summary>Rights went back; with how many.</summary>
    Returned,

    /// <summary>A unit arrived at the stall.</summary>
    Received,

    /// <summary>A unit was found missing.</summary>
    Short,

    /// <summary>A unit was sold.</summary>
    Sold,

    /// <summary>A sold unit is on sale again.</summary>
    PutBack,

    /// <summary>A unit went to another kit; with the transfer.</summary>
    Out,

    /// <summary>A unit came from another kit; with the transfer.</summary>
    In,
}
