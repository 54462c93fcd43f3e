using EdgeKit.Contracts.Power;

namespace EdgeKit.Power.Policy;

/// <summary>When the kit goes from one stage to another, as data.</summary>
internal sealed record StageLimits
{
    /// <summary>Enters <see cref="PowerStage.Conserve"/>.</summary>
    public StageLimit Conserve { get; init; } = new(StateOfChargeBelow: 0.40, TimeToEmptyBelow: TimeSpan.FromHours(2));

    /// <summary>Enters <see cref="PowerStage.Critical"/>.</summary>
    public StageLimit Critical { get; init; } = new(StateOfChargeBelow: 0.15, TimeToEmptyBelow: TimeSpan.FromMinutes(40));

    /// <summary>Enters <see cref="PowerStage.Shutdown"/>.</summary>
    public StageLimit Shutdown { get; init; } = new(StateOfChargeBelow: 0.06, TimeToEmptyBelow: TimeSpan.FromMinutes(10));

    /// <summary>How far above its limit the charge must be to leave a stage, 0 to 1.</summary>
    public double StateOfChargeMargin { get; init; } = 0.05;

    /// <summary>By how much longer than its limit the time to empty must be to leave a stage, as a share of the limit.</summary>
    public double TimeToEmptyMargin { get; init; } = 0.3;

    /// <summary>How far above its limit the voltage must be, in V.</summary>
    public double VoltsMargin { get; init; } = 0.4;

    /// <summary>How far below its limit the temperature must be, in °C.</summary>
    public double CelsiusMargin { get; init; } = 5;

    /// <summary>A stage lasts at least so long before a better one follows.</summary>
    public TimeSpan MinimumDwell { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A condition must hold for so long before it counts.</summary>
    public TimeSpan Confirm { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a good reading for so long the kit conserves.</summary>
    public TimeSpan BlindAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A charge less sure than this, or a time that rests on it, brings about nothing worse than <see cref="PowerStage.Conserve"/>.</summary>
    public double MostUncertainty { get; init; } = 0.15;

    /// <summary>What low packs bring about at worst while other power carries the load.</summary>
    public PowerStage WorstWhenPowered { get; init; } = PowerStage.Conserve;

    /// <summary>The condition of a stage; none for normal.</summary>
    /// <param name="stage">Any.</param>
    public StageLimit? For(PowerStage stage) => stage switch
    {
        PowerStage.Normal => null,
        PowerStage.Conserve => Conserve,
        PowerStage.Critical => Critical,
        PowerStage.Shutdown => Shutdown,
    };
}
