namespace EdgeKit.Cloud.Access;

/// <summary>What a token's bearer may do.</summary>
internal enum Role
{
    /// <summary>A kit: its own log and feed.</summary>
    Kit = 0,

    /// <summary>Someone's shop system: orders, ledger, stock, catalogue.</summary>
    Backend = 1,

    /// <summary>The online shop: its own orders, and the catalogue to read.</summary>
    Shop = 2,

    /// <summary>People who run the kits: everything that is not a kit's own.</summary>
    Operator = 3,
}
