namespace EdgeKit.Testing.Histories;

/// <summary>A kit's counters of one SKU, as its log tells them.</summary>
/// <param name="Granted">G: as far as the kit has seen.</param>
/// <param name="Returned">R.</param>
/// <param name="Consumed">C.</param>
/// <param name="TransferredIn">Xin.</param>
/// <param name="TransferredOut">Xout.</param>
/// <param name="Received">L.</param>
/// <param name="PutBack">V.</param>
/// <param name="Short">K.</param>
internal readonly record struct LogCounters(
    long Granted, long Returned, long Consumed, long TransferredIn, long TransferredOut, long Received, long PutBack, long Short)
{
    /// <summary>What the log leaves to sell, hold or give away.</summary>
    public long Available => Granted + Received + PutBack + TransferredIn - TransferredOut - Returned - Consumed - Short;

    /// <summary>All rights that ever came from elsewhere: no more can go back. What arrived at the stall stays the stall's.</summary>
    public long Given => Granted + TransferredIn;

    /// <summary>Both together.</summary>
    public static LogCounters operator +(LogCounters one, LogCounters other) => new(
        one.Granted + other.Granted,
        one.Returned + other.Returned,
        one.Consumed + other.Consumed,
        one.TransferredIn + other.TransferredIn,
        one.TransferredOut + other.TransferredOut,
        one.Received + other.Received,
        one.PutBack + other.PutBack,
        one.Short + other.Short);
}
