using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power;

/// <summary>One of <c>power.stages</c>: any one of these brings it about.</summary>
public sealed class StageOptions
{
    private StageOptions(SettingsSection section)
    {
        StateOfCharge = section.Amount("stateOfCharge", "%", 0, 100) / 100;
        TimeToEmpty = section.Has("timeToEmpty") ? section.Duration("timeToEmpty", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(2)) : null;
        Volts = section.Amount("volts", "V", 1, 100);
        Celsius = section.Amount("temperature", "°C", 20, 120);
    }

    /// <summary>Charge below this, 0 to 1.</summary>
    public double? StateOfCharge { get; }

    /// <summary>Less time left than this.</summary>
    public TimeSpan? TimeToEmpty { get; }

    /// <summary>Volts under load below this.</summary>
    public double? Volts { get; }

    /// <summary>A temperature above this.</summary>
    public double? Celsius { get; }

    internal bool IsEmpty => StateOfCharge is null && TimeToEmpty is null && Volts is null && Celsius is null;

    internal static StageOptions Read(SettingsSection section) => new(section);
}
