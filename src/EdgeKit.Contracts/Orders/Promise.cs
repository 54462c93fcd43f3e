namespace EdgeKit.Contracts.Orders;

/// <summary>What the kit can honestly say about an order.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Text">The same in words for a person.</param>
/// <param name="Ahead">Records that leave the kit before it, while it is queued.</param>
/// <param name="ConfirmedInSeconds">By when, counted from now, <see cref="Confidence"/> of what this kit has seen says that it is confirmed; null when it cannot say.</param>
/// <param name="ConfirmedBy">The same as a time of day, by the clock whose state is <see cref="Clock"/>.</param>
/// <param name="Confidence">Between 0 and 1, from this kit's own outages.</param>
/// <param name="Clock">How far to trust <see cref="ConfirmedBy"/>.</param>
public sealed record Promise(
    PromiseState State,
    string Text,
    long? Ahead = null,
    int? ConfirmedInSeconds = null,
    DateTimeOffset? ConfirmedBy = null,
    double? Confidence = null,
    ClockState? Clock = null);
