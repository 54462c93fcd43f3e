namespace EdgeKit.Power.Distribution;

/// <summary>One bus: what comes in, what goes out, and what nobody measures.</summary>
/// <param name="Flow">To everything that hangs on the bus: its own reading, else what comes in, else the sum of what goes out.</param>
/// <param name="In">From sources and the bus above; null when one of them is unknown.</param>
/// <param name="Out">To loads and the buses below, as far as known.</param>
/// <param name="Remainder">What flows on the bus and to nothing on the map; below 0 the estimates are too high. Null when nobody measures the whole.</param>
internal sealed record BusFlow(Flow Flow, double? In, double Out, double? Remainder);
