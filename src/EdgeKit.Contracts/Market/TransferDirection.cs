namespace EdgeKit.Contracts.Market;

/// <summary>Which way selling rights went.</summary>
public enum TransferDirection
{
    /// <summary>From another kit to this one.</summary>
    In,

    /// <summary>From this kit to another.</summary>
    Out,
}
