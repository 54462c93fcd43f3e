using System.Globalization;
using EdgeKit.Contracts.Tiles;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Tiles;

namespace EdgeKit.Power.Tiles;

/// <summary>How long the power lasts, and what to do about it.</summary>
internal sealed class PowerTile(KitPower power) : ITile
{
    // An evening's last quarter: time to fetch a pack while the other still carries the stall.
    private const double SwapBelow = 0.25;

    // With so much in each pack, heat near its limit is what the kit saves for.
    private const double Plenty = 0.5;
    private const double NearLimit = 6;

    private const string Air = "Give the box air, or put it in the shade.";

    public string Id => "power";

    public int Place => 40;

    public ValueTask<double?> NumberAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Percent(power.View));

    public ValueTask<Tile> ShowAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Of(power.View));

    /// <summary>The tile of what is believed of the power.</summary>
    internal static Tile Of(PowerView view)
    {
        var isKnown = view.Packs.Count > 0;
        var left = view.TimeToEmptySeconds is { } seconds ? Say.Time(TimeSpan.FromSeconds(seconds)) : null;
        var weakest = view.Packs.Where(static pack => pack.StateOfCharge is not null).MinBy(static pack => pack.StateOfCharge);
        var dead = view.Packs.FirstOrDefault(static pack => pack.Quality is ReadingQuality.Failed);
        var light = view switch
        {
            { Packs.Count: 0, Temperatures.Count: 0 } => TileLight.Dark,
            { Stage: PowerStage.Critical or PowerStage.Shutdown } or { Shutdown: not null } => TileLight.Red,
            { Stage: PowerStage.Conserve } => TileLight.Amber,
            _ => dead is not null || view.Source is PowerSource.Battery && weakest?.StateOfCharge < SwapBelow ? TileLight.Amber : TileLight.Green,
        };
        return new Tile(
            "power",
            "Power",
            light,
            view.StateOfCharge is { } charge ? Say.Percent(charge) : "–",
            left is null ? view.Source is PowerSource.External ? "charging" : "charge" : $"lasts {left}",
            Sentence(view),
            light is TileLight.Green or TileLight.Dark ? null : Next(view, weakest, dead, left),
            Percent(view),
            [.. Sections(view)],
            isKnown && view.Quality is ReadingQuality.Simulated);
    }

    private static double? Percent(PowerView view) => view.StateOfCharge * 100;

    private static string Sentence(PowerView view) => view switch
    {
        { Shutdown: { } shutdown } => $"The kit goes off: {shutdown.Reason}.",
        { Packs.Count: 0, Temperatures.Count: 0 } => "No battery monitor is configured.",
        { Stage: PowerStage.Normal, Source: PowerSource.External } => "Power comes from outside.",
        { Stage: PowerStage.Normal } => "There is enough for everything.",
        { Stage: PowerStage.Conserve } => $"The stream takes less and what can wait waits: {view.StageReason}.",
        { Stage: PowerStage.Critical } => $"Only selling goes on as usual: {view.StageReason}.",
        _ => $"{view.StageReason}.",
    };

    private static string Next(PowerView view, PackView? weakest, PackView? dead, string? left) => view switch
    {
        { Shutdown: not null } => "Plug in power now to call it off.",
        _ when dead is not null => $"Look at {Named(dead.Id)}: its monitor does not answer.",
        _ when weakest?.StateOfCharge > Plenty && view.Temperatures.Any(static one => one.Celsius > one.LimitCelsius - NearLimit) => Air,
        _ when weakest is { StateOfCharge: { } charge } && view.Source is not PowerSource.External => $"Swap {Named(weakest.Id)}: {Say.Percent(charge)} left{(left is null ? "" : $", {left}")}.",
        _ => Air,
    };

    // Some are called pack-a, and some a.
    private static string Named(string id) => id.StartsWith("pack", StringComparison.OrdinalIgnoreCase) ? id : $"pack {id}";

    private static IEnumerable<TileSection> Sections(PowerView view)
    {
        if (view.Distribution is { } map)
        {
            yield return new TileSection("What flows where", [
                .. map.Sources.Select(static source => new TileRow($"{source.Id} → {source.Bus}", Watts(source.Watts, source.LimitWatts, source.IsMeasured), Over(source.IsOverLimit))),
                .. map.Buses.Select(static bus => new TileRow(bus.FedBy is null ? $"bus {bus.Id}" : $"{bus.FedBy} → bus {bus.Id}", Watts(bus.Watts, bus.LimitWatts, bus.IsMeasured), Over(bus.IsOverLimit))),
                .. map.Loads.Select(static load => new TileRow($"{load.Bus} → {load.Id}", Watts(load.Watts, load.LimitWatts, load.IsMeasured), Over(load.IsOverLimit))),
            ], [
                .. map.Sources.Select(static source => new TileNode(source.Id, Short(source.Watts), source.IsMeasured, Over(source.IsOverLimit), To: source.Bus, Amount: source.Watts)),
                .. map.Buses.Select(static bus => new TileNode(bus.Id, Short(bus.Watts), bus.IsMeasured, Over(bus.IsOverLimit), From: bus.FedBy, Amount: bus.Watts)),
                .. map.Loads.Select(static load => new TileNode(load.Id, Short(load.Watts), load.IsMeasured, Over(load.IsOverLimit), From: load.Bus, Amount: load.Watts)),
            ]);
        }

        if (view.Packs.Count > 0)
        {
            yield return new TileSection("Packs", [.. view.Packs.Select(static pack => new TileRow(pack.Id, Words(pack), pack.Quality is ReadingQuality.Failed or ReadingQuality.Stale ? TileLight.Amber : TileLight.Green))]);
        }

        if (view.Loads.Count > 0)
        {
            yield return new TileSection("Loads", [
                .. view.Loads.Select(static load => new TileRow(load.Id, $"{(load.IsOn ? "on" : "off")}{(load.Watts is { } watts ? $", {Say.Number(watts, "W")}{(load.IsMeasured ? "" : " rated")}" : "")}{(load.Fault is { } fault ? $": {fault}" : "")}", load.Fault is null ? TileLight.Green : TileLight.Amber)),
            ]);
        }

        if (view.Temperatures.Count > 0)
        {
            yield return new TileSection("Heat", [
                .. view.Temperatures.Select(static one => new TileRow(one.Sensor, one.Celsius is { } celsius ? $"{Say.Number(celsius, "°C")}{(one.LimitCelsius is { } limit ? $", limit {Say.Number(limit, "°C", "0")}" : "")}" : "does not answer", one.Celsius is null || one.Celsius > one.LimitCelsius ? TileLight.Amber : TileLight.Green)),
            ]);
        }
    }

    private static TileLight Over(bool isOver) => isOver ? TileLight.Red : TileLight.Green;

    private static string Short(double? watts) => watts is { } known ? Say.Number(known, "W") : "?";

    private static string Watts(double? watts, double? limit, bool isMeasured) =>
        (watts is { } known ? $"{Say.Number(known, "W")}{(isMeasured ? "" : " (not measured)")}" : "not known") + (limit is { } most ? $" of {Say.Number(most, "W")}" : "");

    private static string Words(PackView pack)
    {
        if (pack.Quality is ReadingQuality.Failed)
        {
            return "does not answer";
        }

        List<string> words = [pack.StateOfCharge is { } charge ? Say.Percent(charge) : "charge unknown"];
        words.AddRange(new[] { (pack.Volts, "V", "0.0#"), (pack.Amperes, "A", "0.0#"), (pack.Celsius, "°C", "0.#") }.Where(static one => one.Item1 is not null).Select(static one => Say.Number(one.Item1!.Value, one.Item2, one.Item3)));
        if (pack.Quality is not ReadingQuality.Good)
        {
            words.Add(pack.Quality.ToString().ToLower(CultureInfo.InvariantCulture));
        }

        return string.Join(", ", words);
    }
}
