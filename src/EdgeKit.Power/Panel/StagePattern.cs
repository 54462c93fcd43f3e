using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Gpio;

namespace EdgeKit.Power.Panel;

/// <summary>What a lamp shows of the stage.</summary>
internal static class StagePattern
{
    /// <summary>The pattern: the less there is left, the more light. What is seen all evening spares the battery.</summary>
    public static LedPattern Of(PowerStage stage) => stage switch
    {
        PowerStage.Normal => LedPattern.Heartbeat,
        PowerStage.Conserve => LedPattern.TwoFlashes,
        PowerStage.Critical => LedPattern.Fast,

        // Lit until the board is off: only then may it be unplugged.
        PowerStage.Shutdown => LedPattern.On,
    };
}
