namespace EdgeKit.Uplink.Budget;

/// <summary>The month that a SIM is billed by, in UTC.</summary>
/// <param name="Start">Its first instant.</param>
/// <param name="End">The first instant of the next.</param>
internal readonly record struct BillingMonth(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The month of an instant.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="day">The day of the month on which it begins, 1 to 28.</param>
    public static BillingMonth Of(DateTimeOffset now, int day)
    {
        var first = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, day, 0, 0, 0, TimeSpan.Zero);
        var start = first <= now ? first : first.AddMonths(-1);
        return new BillingMonth(start, start.AddMonths(1));
    }

    /// <summary>How much of it is over, 0 to 1.</summary>
    public double Over(DateTimeOffset now) => Math.Clamp((now - Start) / (End - Start), 0, 1);
}
