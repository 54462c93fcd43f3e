namespace EdgeKit.Broker.HomeAssistant;

/// <summary>How Home Assistant shows a value of one quantity.</summary>
/// <param name="Name">In words.</param>
/// <param name="DeviceClass">One of its device classes; null where it has none for this.</param>
/// <param name="Unit">One that goes with the class; null for none.</param>
/// <param name="StateClass">Whether it is measured or counted; null for what is no number.</param>
/// <param name="Digits">Behind the point.</param>
internal sealed record HomeKind(string Name, string? DeviceClass, string? Unit, string? StateClass, int Digits)
{
    /// <summary>The quantity that is yes or no, which is a component of its own.</summary>
    public const string YesOrNo = "isOn";

    /// <summary>Of a reading's quantity; null for one that is not shown.</summary>
    public static HomeKind? Of(string quantity) => quantity switch
    {
        "volts" => new("Voltage", "voltage", "V", "measurement", 2),
        "amperes" => new("Current", "current", "A", "measurement", 2),
        "watts" => new("Power", "power", "W", "measurement", 1),
        "wattHours" => new("Energy", "energy", "Wh", "total", 1),
        "ampereHours" => new("Charge", null, "Ah", "total", 2),
        "chargePercent" => new("State of charge", "battery", "%", "measurement", 0),
        "percentPerHour" => new("Charge rate", null, "%/h", "measurement", 1),
        "celsius" => new("Temperature", "temperature", "°C", "measurement", 1),
        "humidityPercent" => new("Humidity", "humidity", "%", "measurement", 0),
        "pascals" => new("Pressure", "pressure", "Pa", "measurement", 0),
        "revolutionsPerMinute" => new("Speed", null, "rpm", "measurement", 0),
        YesOrNo => new("On", null, null, null, 0),
        _ => null,
    };
}
