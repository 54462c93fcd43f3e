using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>Which loads are on at a stage. Pure.</summary>
/// <remarks>Off goes at once and all together, the least important first; on goes one by one, the most important first, so that inrush currents never add up.</remarks>
internal static class LoadRules
{
    /// <summary>Decides.</summary>
    /// <param name="rules">All loads that can be switched.</param>
    /// <param name="states">How they stand; one that is missing has just been found on.</param>
    /// <param name="quietUntil">Of the last decision.</param>
    /// <param name="stage">That holds.</param>
    /// <param name="now">On the monotonic clock.</param>
    public static LoadDecision Decide(
        IReadOnlyList<LoadRule> rules,
        IReadOnlyDictionary<string, LoadState> states,
        TimeSpan quietUntil,
        PowerStage stage,
        TimeSpan now)
    {
        var next = rules.ToDictionary(static rule => rule.Id, rule => Allowed(rule, states, stage, now), StringComparer.Ordinal);
        var actions = new List<LoadAction>();
        foreach (var rule in rules.Where(rule => !IsAllowed(rule, stage) && next[rule.Id].IsOn).OrderBy(static rule => rule.Priority).ThenBy(static rule => rule.Id, StringComparer.Ordinal))
        {
            next[rule.Id] = new LoadState(IsOn: false, now, AllowedSince: null);
            actions.Add(new LoadAction(rule.Id, IsOn: false));
        }

        var first = rules
            .Where(rule => IsDue(rule, next[rule.Id], now))
            .OrderByDescending(static rule => rule.Priority)
            .ThenBy(static rule => rule.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (first is not null && now >= quietUntil)
        {
            next[first.Id] = next[first.Id] with { IsOn = true, ChangedAt = now };
            actions.Add(new LoadAction(first.Id, IsOn: true));
            quietUntil = now + first.InrushSpacing;
        }

        return new LoadDecision(actions, next, quietUntil);
    }

    private static LoadState Allowed(LoadRule rule, IReadOnlyDictionary<string, LoadState> states, PowerStage stage, TimeSpan now)
    {
        var state = states.TryGetValue(rule.Id, out var known) ? known : new LoadState(IsOn: true, now, AllowedSince: null);
        return state with { AllowedSince = IsAllowed(rule, stage) ? state.AllowedSince ?? now : null };
    }

    /// <summary>Whether a load may be on at a stage.</summary>
    public static bool IsAllowed(LoadRule rule, PowerStage stage) => rule.ShedAt is not { } shedAt || stage < shedAt;

    private static bool IsDue(LoadRule rule, LoadState state, TimeSpan now) =>
        !state.IsOn && now - state.AllowedSince >= rule.RestoreDelay && now - state.ChangedAt >= rule.MinimumOff;
}
