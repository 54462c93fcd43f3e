namespace EdgeKit.Cloud.Transfers;

/// <summary>All that is known of one transfer, older records first.</summary>
internal sealed class KnownTransfer
{
    /// <summary>What the donor says; null while it is not known.</summary>
    public Departure? Departure { get; set; }

    /// <summary>What receivers say.</summary>
    public List<Arrival> Arrivals { get; } = [];

    /// <summary>How many of those were known before this batch.</summary>
    public int OlderArrivals { get; set; }

    /// <summary>Whether the donor's record is in this batch.</summary>
    public bool JustLeft { get; set; }
}
