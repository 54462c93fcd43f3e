using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Ladder;

/// <summary>
/// Decides which variants a multivariant playlist still offers, so that whatever the viewers choose among them fits the uplink. A rung costs its
/// BANDWIDTH once, however many watch it, and that counts sound that rungs share with each of them, which errs on the safe side.
/// <list type="number">
/// <item>The lowest rung with a picture and the lowest of sound alone stay, whatever the budget is: a playlist is never empty.</item>
/// <item>Then come the rungs that are watched, the most watched first: whoever watches must not be pushed off by whoever may come.</item>
/// <item>Then the others, the best first: a better picture for all is worth more than one more step in between.</item>
/// <item>Then rungs for winding, the lowest first.</item>
/// </list>
/// Each stays if it fits into the budget beside those before it. So the rungs that stay sum to at most the budget (unless those of the first rule
/// alone exceed it), and therefore so do the ones watched, in any combination. A rung that was not there returns only where a tenth of the
/// budget would still be free, so that an uplink that wavers at a limit does not flap.
/// </summary>
internal static class LadderRules
{
    /// <summary>The share of the measured uplink that streams may fill; the rest is for orders, and for the measurement's error.</summary>
    public const double UplinkShare = 0.8;

    /// <summary>The share of the budget that a rung which returns may fill with the others.</summary>
    public const double ReturnShare = 0.9;

    /// <summary>What the rungs may sum to.</summary>
    /// <param name="uplink">What the uplink carries, in bits a second; null if that is not known yet.</param>
    /// <param name="powerFactor">The share that the power stage allows, 0 to 1.</param>
    /// <returns>Bits a second; null for no limit, which only an unknown uplink has.</returns>
    public static double? Budget(long? uplink, double powerFactor) => uplink * UplinkShare * Math.Clamp(powerFactor, 0, 1);

    /// <summary>The indexes of the variants that stay.</summary>
    /// <param name="variants">All variants of the origin's playlist.</param>
    /// <param name="budget">What they may sum to, in bits a second; null for no limit. See <see cref="Budget"/>.</param>
    /// <param name="viewers">How many viewers each variant has now, by index; one that is missing has none.</param>
    /// <param name="kept">What stayed the last time; null the first time.</param>
    public static IReadOnlySet<int> Decide(IReadOnlyList<Variant> variants, double? budget, IReadOnlyDictionary<int, int> viewers, IReadOnlySet<int>? kept)
    {
        var rungs = Rung.Of(variants, viewers);
        var always = Always(rungs);
        var stays = new HashSet<int>(always.SelectMany(static rung => rung.Indexes));
        var used = always.Sum(static rung => (double)rung.Bandwidth);
        foreach (var rung in rungs.Except(always).OrderBy(Turn).ThenByDescending(static rung => rung.Viewers).ThenBy(Preference))
        {
            var wasThere = kept is null || rung.Indexes.Any(kept.Contains);
            if (budget is not { } limit || used + rung.Bandwidth <= limit * (wasThere ? 1 : ReturnShare))
            {
                used += rung.Bandwidth;
                stays.UnionWith(rung.Indexes);
            }
        }

        return stays;
    }

    private static List<Rung> Always(IReadOnlyList<Rung> rungs)
    {
        var lowest = new[] { RungKind.Picture, RungKind.Sound }
            .Select(kind => rungs.Where(rung => rung.Kind == kind).MinBy(static rung => rung.Bandwidth))
            .OfType<Rung>()
            .ToList();
        return lowest.Count > 0 ? lowest : [.. rungs.Take(1)];
    }

    private static int Turn(Rung rung) =>
        rung.Kind == RungKind.TrickPlay ? 2
        : rung.Viewers > 0 ? 0
        : 1;

    // Among the watched ones this only breaks ties; rungs for winding go the other way round.
    private static long Preference(Rung rung) => rung.Kind == RungKind.TrickPlay ? rung.Bandwidth : -rung.Bandwidth;
}
