namespace EdgeKit.Devices.Chips;

/// <summary>What a chip cannot know of the board it sits on.</summary>
public sealed record ChipSettings
{
    /// <summary>The shunt in ohms, above 0. The INA260 has its own and does not look.</summary>
    public double ShuntOhms { get; init; } = 0.1;

    /// <summary>The largest current in amperes to be measured, either way, above 0: chooses the range. Above it the chip says that it overflowed.</summary>
    public double MostAmperes { get; init; } = 3.2;

    /// <summary>The shunts of an INA3221 in ohms, one for each channel from the first on; 0 leaves a channel out. Where it is empty, all three have <see cref="ShuntOhms"/>.</summary>
    public IReadOnlyList<double> ChannelShuntOhms { get; init; } = [];
}
