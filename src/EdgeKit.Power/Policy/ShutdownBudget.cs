using System.Globalization;
using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Policy;

/// <summary>Whether the shutdown fits in what the pack has left when it begins.</summary>
/// <param name="Needs">All steps at their longest.</param>
/// <param name="Has">What the pack has left at the threshold, with its age and error taken off.</param>
/// <param name="Threshold">The lowest state of charge at which it would fit, 0 to 1; null when not even a full pack is enough.</param>
/// <param name="MostWatts">The highest load with which it would fit at the threshold that is set.</param>
/// <param name="Advice">What to change, in words; null when it fits.</param>
internal sealed record ShutdownBudget(TimeSpan Needs, TimeSpan Has, double? Threshold, double MostWatts, string? Advice)
{
    /// <summary>Of the capacity printed on a pack, what an old one still has.</summary>
    private const double OldPack = 0.7;

    /// <summary>By how much the state of charge may be wrong when it matters.</summary>
    private const double ChargeError = 0.02;

    private const double OldOhms = 2;

    /// <summary>It fits.</summary>
    public bool Fits => Advice is null;

    /// <summary>Checks a configuration.</summary>
    /// <param name="pack">That feeds the kit to the end.</param>
    /// <param name="threshold">State of charge at which the shutdown begins, 0 to 1.</param>
    /// <param name="watts">Drawn while shutting down, above 0.</param>
    /// <param name="steps">In order; their times add up.</param>
    /// <param name="celsius">The coldest it gets: cold locks charge in.</param>
    public static ShutdownBudget Check(PackSpec pack, double threshold, double watts, IReadOnlyList<ShutdownStep> steps, double celsius = 25)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(watts);
        var needs = steps.Aggregate(TimeSpan.Zero, static (sum, step) => sum + step.Most);
        var has = Time(pack, threshold, watts, celsius);
        if (has >= needs)
        {
            return new ShutdownBudget(needs, has, threshold, watts, Advice: null);
        }

        var enough = Enumerable.Range(0, 101).Select(static percent => percent / 100.0).Where(at => at > threshold && Time(pack, at, watts, celsius) >= needs).Select(static at => (double?)at).FirstOrDefault();
        var mostWatts = MostLoad(pack, threshold, watts, needs, celsius);
        var longest = steps.MaxBy(static step => step.Most)!;
        var raise = enough is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"begin at {found * 100:0} % instead of {threshold * 100:0} %")
            : "take a larger pack";
        var advice = string.Create(
            CultureInfo.InvariantCulture,
            $"The shutdown takes up to {needs.TotalSeconds:0} s and the pack has {has.TotalSeconds:0} s left: {raise}, or draw at most {mostWatts:0.#} W, or shorten the steps by {(needs - has).TotalSeconds:0} s (the longest is '{longest.Name}').");
        return new ShutdownBudget(needs, has, enough, mostWatts, advice);
    }

    private static TimeSpan Time(PackSpec pack, double threshold, double watts, double celsius)
    {
        var ohms = pack.TypicalOhms * OldOhms * pack.Chemistry.ResistanceFactor(celsius);
        var floor = Math.Max(Math.Max(pack.UsableFrom, pack.Chemistry.LockedShare(celsius)), pack.EmptyAt(watts, ohms));
        var hours = pack.WattHours(floor, threshold - ChargeError, pack.NominalAmpereHours * OldPack, ohms, watts) / watts;
        return TimeSpan.FromHours(Math.Min(hours, 1e6));
    }

    private static double MostLoad(PackSpec pack, double threshold, double watts, TimeSpan needs, double celsius)
    {
        var (fits, fails) = (0.0, watts);
        for (var i = 0; i < 40; i++)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = Time(pack, threshold, Math.Max(middle, 1e-6), celsius) >= needs ? (middle, fails) : (fits, middle);
        }

        return fits;
    }
}
