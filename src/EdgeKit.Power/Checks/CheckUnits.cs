using EdgeKit.Devices;

namespace EdgeKit.Power.Checks;

/// <summary>Which of a sensor's quantities a unit stands for.</summary>
internal static class CheckUnits
{
    private static readonly Dictionary<string, Quantity[]> Quantities = new(StringComparer.Ordinal)
    {
        ["V"] = [Quantity.Volts],
        ["A"] = [Quantity.Amperes],
        ["W"] = [Quantity.Watts],
        ["Ah"] = [Quantity.AmpereHours],
        ["Wh"] = [Quantity.WattHours],
        ["%"] = [Quantity.ChargePercent, Quantity.HumidityPercent],
        ["°C"] = [Quantity.Celsius],
        ["Pa"] = [Quantity.Pascals],
    };

    /// <summary>The units that a sensor measures in, for a person.</summary>
    public static string Known => string.Join(", ", Quantities.Keys);

    /// <summary>The first that a sensor has is meant; none for a unit that no sensor measures in.</summary>
    public static IReadOnlyList<Quantity> QuantitiesOf(string? unit) => unit is not null && Quantities.TryGetValue(unit, out var found) ? found : [];
}
