namespace EdgeKit.Devices.Gpio;

/// <summary>What a fan needs to turn.</summary>
public sealed record FanShape
{
    /// <summary>The least duty at which it keeps turning, 0 to 1; a smaller one that is not 0 is raised to it. Four-wire fans promise 0.3 or less.</summary>
    public double LeastDuty { get; init; } = 0.3;

    /// <summary>How long it gets full duty when it starts from rest; zero for not at all.</summary>
    public TimeSpan KickFor { get; init; } = TimeSpan.FromSeconds(1);
}
