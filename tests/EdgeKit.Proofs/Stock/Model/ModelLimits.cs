namespace EdgeKit.Proofs.Stock.Model;

/// <summary>How far a model goes: with these its states are few enough to look at each of them.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Kits">How many kits there are.</param>
/// <param name="Units">How many units ever arrive at the cloud.</param>
internal sealed record ModelLimits(string Name, int Kits, int Units)
{
    /// <summary>Units that ever arrive at each stall.</summary>
    public int StallUnits { get; init; }

    /// <summary>Units that the cloud ever grants one kit; more than there are, so that returned ones are granted again. 0 for no grants.</summary>
    public int Grants { get; init; }

    /// <summary>Holds at one time at each kit.</summary>
    public int Holds { get; init; }

    /// <summary>Transfers that are ever asked for.</summary>
    public int Transfers { get; init; }

    /// <summary>Units that each kit ever takes back.</summary>
    public int PutBacks { get; init; }

    /// <summary>Units that are ever found missing at each kit.</summary>
    public int Shorts { get; init; }

    /// <summary>Records that a kit may have before the cloud must have taken one.</summary>
    public int Log { get; init; } = 4;

    /// <summary>Whether selling freezes.</summary>
    public bool Freezes { get; init; }

    /// <summary>Whether kits are lost and their stock is counted.</summary>
    public bool Loses { get; init; }
}
