namespace EdgeKit.Cloud.Transfers;

/// <summary>
/// Which of the logs that say they took a transfer in did so. The two kits' records come in any order, so what the receiver says
/// counts until the donor's record contradicts it; in the end the answer is the same whatever came first.
/// </summary>
internal static class TransferRules
{
    /// <summary>Judges what is known of one transfer.</summary>
    /// <param name="departure">The donor's record; null while it is not known.</param>
    /// <param name="arrivals">In the order in which they came.</param>
    /// <returns>For each arrival what speaks against it; null for the one that counts.</returns>
    public static IReadOnlyList<string?> Judge(Departure? departure, IReadOnlyList<Arrival> arrivals)
    {
        var against = arrivals.Select(arrival => departure is null ? null : Against(departure, arrival)).ToArray();

        // One that has had its effect keeps it.
        var candidates = Enumerable.Range(0, arrivals.Count).Where(index => against[index] is null).OrderByDescending(index => arrivals[index].Counts).ToList();
        foreach (var other in candidates.Skip(1))
        {
            against[other] = "another log took this transfer in";
        }

        return against;
    }

    private static string? Against(Departure departure, Arrival arrival) => arrival switch
    {
        _ when arrival.Kit != departure.Kit || arrival.Incarnation != departure.Incarnation =>
            $"the transfer was given to {departure.Kit}, log {departure.Incarnation}",
        _ when arrival.Sku != departure.Sku || arrival.Quantity != departure.Quantity =>
            FormattableString.Invariant($"{departure.Quantity} of {departure.Sku} were given and {arrival.Quantity} of {arrival.Sku} taken in"),
        _ when arrival.FromKit != departure.FromKit || arrival.FromIncarnation != departure.FromIncarnation =>
            $"the transfer was given by {departure.FromKit}, log {departure.FromIncarnation}",
        _ => null,
    };
}
