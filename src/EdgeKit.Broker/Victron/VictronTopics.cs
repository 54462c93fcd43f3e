namespace EdgeKit.Broker.Victron;

/// <summary>Which of a GX device's topics are readings (Victron: dbus-mqtt, <c>N/portal/service/instance/path</c>), by the names that the kit has for quantities.</summary>
internal static class VictronTopics
{
    /// <summary>What everything of the GX device's begins with.</summary>
    public const string Notifications = "N/";

    /// <summary>Takes a topic apart.</summary>
    /// <returns>The device behind the GX, and what its value measures; null for what is no reading of ours.</returns>
    public static (string Device, string Quantity, string Channel)? Parse(string topic, string portal)
    {
        var levels = topic.Split('/', 5);
        return levels is ["N", var from, { Length: > 0 } service, { Length: > 0 } instance, var path]
            && string.Equals(from, portal, StringComparison.Ordinal)
            && instance.All(char.IsAsciiDigit)
            && Reading(service, path) is var (quantity, channel)
                ? ($"{service}/{instance}", quantity, channel)
                : null;
    }

    private static (string Quantity, string Channel)? Reading(string service, string path) => (service, path) switch
    {
        ("battery", "Soc") => ("chargePercent", ""),
        ("battery" or "solarcharger" or "vebus" or "alternator", "Dc/0/Voltage") => ("volts", ""),
        ("battery" or "solarcharger" or "vebus" or "alternator", "Dc/0/Current") => ("amperes", ""),
        ("battery" or "vebus", "Dc/0/Power") => ("watts", ""),
        ("battery" or "solarcharger", "Dc/0/Temperature") => ("celsius", ""),
        ("solarcharger", "Yield/Power") => ("watts", "panel"),
        ("solarcharger", "Pv/V") => ("volts", "panel"),
        ("vebus", "Ac/ActiveIn/P") => ("watts", "acIn"),
        ("vebus", "Ac/ActiveIn/Connected") => ("isOn", "acIn"),
        ("vebus", "Ac/Out/P") => ("watts", "acOut"),
        ("system", "Dc/Battery/Soc") => ("chargePercent", ""),
        ("system", "Dc/Battery/Voltage") => ("volts", ""),
        ("system", "Dc/Battery/Current") => ("amperes", ""),
        ("system", "Dc/Battery/Power") => ("watts", ""),
        ("temperature", "Temperature") => ("celsius", ""),
        _ => null,
    };
}
