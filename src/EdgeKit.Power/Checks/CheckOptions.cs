using EdgeKit.Devices;
using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Power.Checks;

/// <summary>One entry of <c>power.checks</c>: what a person is to look at again and again.</summary>
public sealed class CheckOptions
{
    /// <summary>How many checks there may be.</summary>
    public const int Most = 32;

    private const int MostNames = 50;
    private const int LongestName = 100;
    private const double Extreme = 1e6;

    private CheckOptions(SettingsSection section, IReadOnlyList<SensorOptions> sensors)
    {
        Id = section.RequiredText("id", 64, "letters, digits, hyphens and underscores", static id =>
            id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        Name = section.RequiredText("name", 200, "what to look at, such as 'Pack voltage at the terminals'");
        Unit = section.Text("unit", 16, "a unit without spaces, such as V or °C", static unit => !unit.Any(static letter => char.IsWhiteSpace(letter) || char.IsAsciiDigit(letter)));
        (Low, High) = (Limit(section, "low"), Limit(section, "high"));
        if (Low > High)
        {
            section.Refuse("low", "is above high");
        }

        Every = section.Duration("every", TimeSpan.FromHours(2), TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        Within = section.Duration("within", TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromHours(12));
        EscalateAfter = section.Duration("escalateAfter", Within * 2, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        if (EscalateAfter < Within)
        {
            section.Refuse("escalateAfter", "comes before within; expected at least as much");
        }

        Roster = section.Texts("roster", $"names of at most {LongestName} characters", IsName) ?? [];
        if (Roster.Count > MostNames)
        {
            section.Refuse("roster", $"has more than {MostNames} names");
        }

        EscalateTo = section.Text("escalateTo", LongestName, $"a name of at most {LongestName} characters", IsName);
        Sensor = PackOptions.SensorText(section, "sensor", sensors);
        Channel = section.Text("channel", 64) ?? "";
        Quantities = CheckUnits.QuantitiesOf(Unit);
        if (Sensor is not null && Quantities.Count == 0)
        {
            section.Refuse("sensor", $"measures nothing in the check's unit; expected unit to be one of {CheckUnits.Known}");
        }
    }

    /// <summary>Its name for programs.</summary>
    public string Id { get; }

    /// <summary>What to look at.</summary>
    public string Name { get; }

    /// <summary>The unit of its readings; null where they are <c>ok</c> and <c>notOk</c>.</summary>
    public string? Unit { get; }

    /// <summary>A reading below this is taken only when it is confirmed; null for no limit.</summary>
    public double? Low { get; }

    /// <summary>A reading above this is taken only when it is confirmed; null for no limit.</summary>
    public double? High { get; }

    /// <summary>How long after one reading the next is due (5 min to 24 h; 2 h).</summary>
    public TimeSpan Every { get; }

    /// <summary>How long after it is due it is late (1 min to 12 h; 15 min).</summary>
    public TimeSpan Within { get; }

    /// <summary>How long after it is due it is escalated (1 min to 24 h; twice <see cref="Within"/>, so 30 min).</summary>
    public TimeSpan EscalateAfter { get; }

    /// <summary>Who looks, by turns.</summary>
    public IReadOnlyList<string> Roster { get; }

    /// <summary>Who is told when nobody looks; null for nobody in particular.</summary>
    public string? EscalateTo { get; }

    /// <summary>The sensor that measures the same; null for none.</summary>
    public string? Sensor { get; }

    /// <summary>Which channel of it; empty for the first.</summary>
    public string Channel { get; }

    internal IReadOnlyList<Quantity> Quantities { get; }

    internal static Func<SettingsSection, CheckOptions> Reader(IReadOnlyList<SensorOptions> sensors) => section => new CheckOptions(section, sensors);

    /// <summary>What is wrong with the checks together.</summary>
    internal static IEnumerable<string> Faults(IReadOnlyList<CheckOptions> checks)
    {
        foreach (var twice in checks.GroupBy(static check => check.Id, StringComparer.Ordinal).Where(static group => group.Count() > 1))
        {
            yield return $"the id '{twice.Key}' is there twice";
        }

        if (checks.Count > Most)
        {
            yield return $"there are more than {Most}";
        }
    }

    private static bool IsName(string name) => name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);

    private double? Limit(SettingsSection section, string key)
    {
        if (Unit is not null)
        {
            return section.Amount(key, Unit, -Extreme, Extreme);
        }

        if (section.Text(key, 64) is not null)
        {
            section.Refuse(key, "has no meaning without unit");
        }

        return null;
    }
}
