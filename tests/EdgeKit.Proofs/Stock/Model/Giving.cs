namespace EdgeKit.Proofs.Stock.Model;

/// <summary>Where a transfer stands at the kit that gives.</summary>
internal enum Giving
{
    /// <summary>It does not know it.</summary>
    No,

    /// <summary>It has given, and answers so whenever it is asked.</summary>
    Given,

    /// <summary>It had nothing to give, and answers so whenever it is asked.</summary>
    Refused,
}
