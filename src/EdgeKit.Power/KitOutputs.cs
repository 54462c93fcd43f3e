using EdgeKit.Contracts.Power;
using EdgeKit.Power.Cooling;
using EdgeKit.Power.Distribution;
using EdgeKit.Power.Loads;

namespace EdgeKit.Power;

/// <summary>What the kit does with its power: the loads, the fan, and the map of what flows where.</summary>
/// <param name="Loads">The loads.</param>
/// <param name="Fan">The fan; null where none is configured.</param>
/// <param name="Distribution">The map; null where none is configured.</param>
internal sealed record KitOutputs(LoadBoard Loads, CoolingFan? Fan = null, PowerDistribution? Distribution = null)
{
    /// <summary>Acts on the stage and on what is measured.</summary>
    /// <param name="now">On the clock that the stage goes by.</param>
    /// <param name="stage">That holds.</param>
    /// <returns>Whether anything is worth telling at once.</returns>
    public bool Update(TimeSpan now, PowerStage stage) => (Fan?.Update(now) ?? false) | Loads.Update(now, stage);

    /// <summary>The view, with all of this on it.</summary>
    /// <param name="view">Without it.</param>
    /// <param name="packs">What each pack gives, in watts; those of which that is unknown are missing.</param>
    public PowerView Onto(PowerView view, IReadOnlyDictionary<string, double> packs) => view with
    {
        Loads = Loads.View(),
        Fan = Fan?.View(),
        Distribution = Distribution?.View(packs, Loads.Measured, Loads.Off),
    };
}
