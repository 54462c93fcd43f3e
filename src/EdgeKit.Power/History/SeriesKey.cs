using EdgeKit.Devices;

namespace EdgeKit.Power.History;

/// <summary>One quantity of one sensor.</summary>
internal readonly record struct SeriesKey(string Sensor, Quantity Quantity, string Channel)
{
    /// <summary>How it is stored. Channels come from labels of the kernel's, which may hold anything but a line end.</summary>
    public string Text => $"{Sensor}/{Quantity}/{Channel}";

    /// <summary>What <see cref="Text"/> made; null if this version does not know the quantity.</summary>
    public static SeriesKey? Read(string text) =>
        text.Split('/', 3) is [var sensor, var quantity, var channel] && Enum.TryParse<Quantity>(quantity, out var known) ? new SeriesKey(sensor, known, channel) : null;
}
