namespace EdgeKit.Testing.Kill;

/// <summary>What the rounds of one scenario came to.</summary>
public sealed class KillTally
{
    /// <summary>How many there were.</summary>
    public int Rounds { get; set; }

    /// <summary>Orders that were acknowledged.</summary>
    public int Acked { get; set; }

    /// <summary>Orders that were refused.</summary>
    public int Refused { get; set; }

    /// <summary>Orders without an answer before they were asked for again.</summary>
    public int Unknown { get; set; }

    /// <summary>Of those, the ones that the kit had all the same.</summary>
    public int Found { get; set; }

    /// <summary>Answers that were asked for again and came back byte for byte.</summary>
    public int Replayed { get; set; }

    /// <summary>Connections that the fault met, or processes that it killed.</summary>
    public int Struck { get; set; }

    /// <summary>Records that the cloud lacked when the kit was killed.</summary>
    public long Queued { get; set; }

    /// <summary>What the kit said of its uplink when it was killed, the last time that it said something.</summary>
    public string? LastError { get; set; }
}
