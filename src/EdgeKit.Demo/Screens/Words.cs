using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Tablets;

namespace EdgeKit.Demo.Screens;

/// <summary>How figures are said.</summary>
internal static class Words
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Such as 1:05.</summary>
    public static string Of(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    /// <summary>Such as 12.50 EUR; all that the demo sells has cents.</summary>
    public static string Of(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount / 100m:0.00} {money.Currency}");

    /// <summary>A state in a word.</summary>
    public static string Of(UplinkState state) => state switch
    {
        UplinkState.None => "no cloud",
        UplinkState.Unknown => "not known yet",
        UplinkState.Online => "online",
        UplinkState.Offline => "offline",
        UplinkState.Refused => "refused",
    };

    /// <summary>Such as 3.4 MB.</summary>
    public static string Bytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    /// <summary>Who watches, and what the uplink is spared: what was given out over what came in.</summary>
    public static string Of(LiveStreamView stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stream.Viewers} watching, {Bytes(stream.ServedBytes)} out ÷ {Bytes(stream.OriginBytes)} in = {(stream.OriginBytes == 0 ? 0 : (double)stream.ServedBytes / stream.OriginBytes):0.0}");

    /// <summary>How full the packs are, how long that lasts, and what the kit does about it; all of it simulated here.</summary>
    public static string Of(PowerView power) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(power.Source is PowerSource.External ? "mains" : "packs")}, {(power.StateOfCharge ?? 0) * 100:0} %{(power.TimeToEmptySeconds is { } left ? $", lasts {left / 3600} h {left / 60 % 60} min" : "")}, {power.Stage switch { PowerStage.Normal => "enough", PowerStage.Conserve => "saving", PowerStage.Critical => "nearly empty", PowerStage.Shutdown => "going off" }} (simulated)");

    /// <summary>The end of <paramref name="history"/> as small bars.</summary>
    public static string Sparkline(IReadOnlyList<long> history, int width)
    {
        var shown = history.Skip(Math.Max(0, history.Count - width)).ToArray();
        var most = Math.Max(1, shown.DefaultIfEmpty().Max());
        return string.Concat(shown.Select(queued => queued == 0 ? Bars[0] : Bars[(int)Math.Min(Bars.Length - 1, 1 + (queued * (Bars.Length - 2) / most))]));
    }

    /// <summary>A bar that is filled to <paramref name="share"/>.</summary>
    public static (string Full, string Empty) Bar(double share, int width)
    {
        var full = (int)Math.Clamp(Math.Floor(share * width), 0, width);
        return (new string('█', full), new string('░', width - full));
    }

    /// <summary>What the tablets met.</summary>
    public static string Of(TallyView tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally.Changes} paid later, voided or refunded · {tally.Retries} sent again after a cut, {tally.Replays} of them had arrived · {tally.SoldOut} met a sold-out item · {tally.Restocks} deliveries");

    /// <summary>The moment in a line.</summary>
    public static string Line(StallView view) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Of(view.Elapsed)}  uplink {Of(view.Uplink.State)} for {Of(view.StateFor)}  orders: {view.Tally.Orders} accepted, {view.Tally.Orders - view.Confirmed} queued, {view.Confirmed} confirmed  records queued: {view.Uplink.Queued}  stream: {Of(view.Stream)}");

    /// <summary>What came out.</summary>
    public static string Verdict(Comparison comparison) => comparison.Differences.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"kit and cloud agree on all {comparison.KitOrders} orders")
        : string.Create(CultureInfo.InvariantCulture, $"kit and cloud differ in {comparison.Differences.Count} points");
}
