using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Uplink.Budget;

namespace EdgeKit.Uplink.Tiles;

/// <summary>What is left of the SIM's data this month, and what has stopped for it.</summary>
internal sealed class DataTile(DataBudget budget, UplinkOptions options, KitClock clock) : ITile
{
    public string Id => "data";

    public int Place => 55;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult<double?>((budget.Used?.Bytes ?? 0) / 1e9);

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now.Time;
        return ValueTask.FromResult(Of(budget.Stage.Current, budget.Used?.Bytes ?? 0, options.DataCap, BillingMonth.Of(now, options.DataDay), now));
    }

    /// <summary>The tile of so many bytes used.</summary>
    internal static Tile Of(DataStage stage, long used, long cap, BillingMonth month, DateTimeOffset now)
    {
        var days = Math.Max(0, (int)Math.Ceiling((month.End - now).TotalDays));
        var (light, sentence, next) = stage switch
        {
            DataStage.Ample => (TileLight.Green, "The month's data last.", (string?)null),
            DataStage.Thrifty => (TileLight.Amber, "Used faster than the month goes by: no telemetry, and streams at half.", "Watch the streams, or buy data for the rest of the month."),
            DataStage.Saving => (TileLight.Amber, "Little is left: streams come at their lowest rung.", "Buy data, or end the streams."),
            _ => (TileLight.Red, "Almost nothing is left: no streams. Orders go up.", "Buy data for the SIM."),
        };
        var share = used / (double)cap;
        return new Tile(
            "data",
            "SIM data",
            light,
            Say.Bytes(Math.Max(0, cap - used)),
            "are left",
            sentence,
            next,
            used / 1e9,
            [
                new TileSection(
                    "This month",
                    [
                        new("Used", string.Create(CultureInfo.InvariantCulture, $"{Say.Bytes(used)} of {Say.Bytes(cap)} ({share:0%})"), light),
                        new("Month is over to", string.Create(CultureInfo.InvariantCulture, $"{month.Over(now):0%}")),
                        new("Begins anew in", Say.Count(days, "day")),
                        new("Counted on", "the modem's interface, from the kit's start"),
                    ]),
            ]);
    }
}
