using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Uplink.Outages;

namespace EdgeKit.Uplink.Promises;

/// <summary>
/// Says what happens next to an order, from this kit's own outages and the speed of its own link. Never <c>confirmed</c> before the
/// cloud's <c>ackSeq</c> covers it, and no time at all where nothing was ever seen that speaks for one.
/// </summary>
internal sealed class PromiseEstimate(UplinkOptions options, UplinkStatus status, OutageHistory history, LinkEstimate link, KitClock clock, KitOptions kit) : IPromiseEstimate
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(kit.TimeZone);

    /// <inheritdoc />
    public Promise For(long seq, string receipt, long ackSeq)
    {
        if (seq <= ackSeq)
        {
            return new Promise(PromiseState.Confirmed, $"Receipt {receipt} is confirmed.");
        }

        if (!options.IsConfigured)
        {
            return new Promise(PromiseState.Accepted, $"On this stall's box, receipt {receipt}.");
        }

        var ahead = seq - ackSeq - 1;
        var state = status.State;
        if (state == UplinkState.Refused)
        {
            return new Promise(
                PromiseState.NeedsAttention, $"On this stall's box, receipt {receipt}. It does not go on by itself: {status.LastError}.", ahead);
        }

        return Estimate(state, ahead) is var (remaining, confidence)
            ? Queued(receipt, ahead, remaining, confidence)
            : new Promise(PromiseState.Queued, $"On this stall's box, receipt {receipt}. Confirmed when the cloud has it.", ahead);
    }

    private (TimeSpan Remaining, double Confidence)? Estimate(UplinkState state, long ahead)
    {
        var sending = link.TimeFor(ahead + 1);
        if (state == UplinkState.Online)
        {
            return sending is { } soon ? (soon, link.Success) : null;
        }

        return state == UplinkState.Offline && history.Remaining(status.Elapsed) is var (remaining, confidence)
            ? (remaining + (sending ?? TimeSpan.Zero), confidence)
            : null;
    }

    private Promise Queued(string receipt, long ahead, TimeSpan remaining, double confidence)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(remaining.TotalSeconds), 1, int.MaxValue);
        var now = clock.Now;
        var by = now.Time.AddSeconds(seconds);
        var when = now.Clock >= ClockState.Rtc
            ? string.Create(CultureInfo.InvariantCulture, $"by about {TimeZoneInfo.ConvertTime(by.AddSeconds(30), _zone):HH:mm}")
            : $"in {InWords(seconds)}";
        return new Promise(
            PromiseState.Queued,
            $"Queued, receipt {receipt}. Confirmed {when}.",
            ahead,
            seconds,
            DateTimeOffset.FromUnixTimeSeconds(by.ToUnixTimeSeconds()),
            Math.Round(confidence, 2),
            now.Clock);
    }

    private static string InWords(int seconds) => seconds switch
    {
        < 90 => "about a minute",
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"about {(seconds + 30) / 60} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"about {(seconds + 1800) / 3600} hours"),
    };
}
