using System.Globalization;

namespace EdgeKit.Devices.Serial;

/// <summary>
/// A battery monitor of Victron's (SmartShunt, BMV-700) on its VE.Direct port, in text mode (Victron: VE.Direct Protocol, field labels). It sends by
/// itself once a second; nothing is ever sent to it.
/// </summary>
/// <remarks>
/// Gives <c>V</c> in volts, <c>VS</c> as <c>starter</c> and <c>VM</c> as <c>midpoint</c>; <c>I</c> in amperes, above 0 when it charges; <c>P</c> in watts;
/// <c>CE</c> in Ah since it was full, below 0 for what was taken; <c>SOC</c> in %; <c>T</c> in °C. What the monitor shows as <c>---</c> is left out.
/// Time to go and the history are ignored: a SmartShunt sends its history as a block of its own, which therefore replaces nothing.
/// Read it at least every ten seconds: the kernel keeps some twenty seconds of bytes and then loses the newest, and a block's age counts from its reading.
/// </remarks>
/// <param name="path">The port, best by a name that stays: <c>/dev/serial/by-id/usb-VictronEnergy_BV_VE_Direct_cable_…</c>.</param>
/// <param name="time">Says how old the last block is.</param>
public sealed class VeDirectSensor(string path, TimeProvider time) : ISensor
{
    /// <summary>A block that is older than this is not given any more: one a second should come.</summary>
    public static readonly TimeSpan OldestBlock = TimeSpan.FromSeconds(3);

    private const int BufferBytes = 4096;

    // More than the kernel keeps for a port, so that one read ends even if bytes come faster than they are taken.
    private const int MostBuffers = 16;

    private static readonly (string Label, Quantity Quantity, double StepsPerUnit, double Least, double Most, string Channel)[] Kinds =
    [
        ("V", Quantity.Volts, 1000, -1000, 1000, ""),
        ("VS", Quantity.Volts, 1000, -1000, 1000, "starter"),
        ("VM", Quantity.Volts, 1000, -1000, 1000, "midpoint"),
        ("I", Quantity.Amperes, 1000, -20_000, 20_000, ""),
        ("P", Quantity.Watts, 1, -1_000_000, 1_000_000, ""),
        ("CE", Quantity.AmpereHours, 1000, -1_000_000, 1_000_000, ""),
        ("SOC", Quantity.ChargePercent, 10, 0, 100, ""),
        ("T", Quantity.Celsius, 1, -100, 200, ""),
    ];

    private readonly VeDirectReader _reader = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private TtyPort? _port;
    private VeDirectBlock? _newest;
    private long _newestAt;

    /// <inheritdoc />
    public string Description => $"VE.Direct battery monitor on {path}";

    /// <inheritdoc />
    public void Begin()
    {
        Dispose();
        _reader.Reset();
        _port = TtyPort.Open(path);
    }

    /// <inheritdoc />
    public IReadOnlyList<Measurement> Read()
    {
        TakeWhatCame(_port ?? throw new DeviceException(DeviceFault.NotReady, $"{Description} has not begun"));
        return _newest is { } block && time.GetElapsedTime(_newestAt) <= OldestBlock
            ? MeasurementsOf(block)
            : throw new DeviceException(
                DeviceFault.NotReady,
                $"{Description}: no whole block for {OldestBlock.TotalSeconds:0} s ({_reader.WrongChecksums} had a wrong checksum and {_reader.BrokenBlocks} broke off so far)");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _port?.Dispose();
        (_port, _newest) = (null, null);
    }

    private static bool Measures(VeDirectBlock block) => Kinds.Any(kind => block[kind.Label] is not null);

    private void TakeWhatCame(TtyPort port)
    {
        for (var buffer = 0; buffer < MostBuffers; buffer++)
        {
            var count = port.Read(_buffer);
            if (count == 0)
            {
                return;
            }

            foreach (var block in _reader.Feed(_buffer.AsSpan(0, count)))
            {
                if (Measures(block))
                {
                    (_newest, _newestAt) = (block, time.GetTimestamp());
                }
            }
        }
    }

    private List<Measurement> MeasurementsOf(VeDirectBlock block)
    {
        var measured = new List<Measurement>(Kinds.Length);
        foreach (var (label, quantity, stepsPerUnit, least, most, channel) in Kinds)
        {
            if (block[label] is not { } text || text == "---")
            {
                continue;
            }

            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var steps) || steps / stepsPerUnit < least || steps / stepsPerUnit > most)
            {
                throw new DeviceException(DeviceFault.Nonsense, $"{Description}: {label} cannot be '{text}'");
            }

            measured.Add(new Measurement(quantity, steps / stepsPerUnit, channel));
        }

        return measured.Count > 0 ? measured : throw new DeviceException(DeviceFault.NotReady, $"{Description} shows nothing but dashes");
    }
}
