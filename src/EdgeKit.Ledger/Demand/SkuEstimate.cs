namespace EdgeKit.Ledger.Demand;

/// <summary>What is known of one SKU's demand, as of <see cref="At"/>.</summary>
internal sealed class SkuEstimate
{
    /// <summary>Units asked for, fading.</summary>
    public double Units { get; set; }

    /// <summary>The kit's hours before it was offered, fading likewise.</summary>
    public double HoursBefore { get; set; }

    /// <summary>Units that could not be had, fading within minutes.</summary>
    public double Unmet { get; set; }

    /// <summary>The running time to which they have faded.</summary>
    public TimeSpan At { get; set; }

    /// <summary>Units that could not be had and that the cloud was not told of.</summary>
    public long Wanted { get; set; }

    /// <summary>Whether the catalogue has it.</summary>
    public bool IsOnSale { get; set; }

    /// <summary>Units an hour that the cloud was told of last.</summary>
    public double ToldRate { get; set; }

    /// <summary>When that was; null for never.</summary>
    public TimeSpan? ToldAt { get; set; }

    /// <summary>Whether what is available does not last.</summary>
    public bool IsLow { get; set; }
}
