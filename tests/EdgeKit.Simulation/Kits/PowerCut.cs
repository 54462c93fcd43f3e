namespace EdgeKit.Simulation.Kits;

/// <summary>When power goes while a transaction is under way.</summary>
internal enum PowerCut
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>After everything was decided and before it was committed.</summary>
    BeforeCommit,

    /// <summary>After it was committed and before anybody was told.</summary>
    AfterCommit,
}
