namespace EdgeKit.Proofs.Stock.Model;

/// <summary>Where a transfer stands at the kit that asks.</summary>
internal enum Asking
{
    /// <summary>It does not know it.</summary>
    No,

    /// <summary>It asks until it is answered.</summary>
    Yes,

    /// <summary>It has taken it.</summary>
    Taken,

    /// <summary>It asks no more.</summary>
    Forgotten,
}
