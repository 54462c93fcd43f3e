using System.Buffers.Binary;
using System.Device.I2c;
using EdgeKit.Devices.Bus;

namespace EdgeKit.Devices.Chips;

/// <summary>
/// Sensirion SHT30, SHT31 and SHT35 (data sheet SHT3x-DIS): temperature and relative humidity. It measures by itself twice a second and is only asked for
/// the result: a measurement on demand takes 15 ms, which would be a wait here or a stretched clock, and the BCM2835 does not bear stretching.
/// While there is no new result it does not acknowledge, so that is "not ready" and only silence that lasts is looked into.
/// Commands need 1 ms between them, so each call sends one and the first two reads after <see cref="Begin"/> are never ready.
/// </summary>
public sealed class Sht3x : ISensor
{
    // Sections 4.5 to 4.11.
    private const ushort PeriodicTwiceASecond = 0x2236;
    private const ushort FetchData = 0xE000;
    private const ushort Break = 0x3093;
    private const ushort ReadStatus = 0xF32D;
    private const ushort ClearStatus = 0x3041;
    private const ushort ResetDetected = 1 << 4;

    private const int WordWithChecksum = 3;
    private const int MissesUntilAsked = 3;

    // Section 4.12, table 20.
    private const byte Polynomial = 0x31;
    private const byte Initial = 0xFF;

    // Section 4.13.
    private const double FullScale = 65535;
    private const double LeastCelsius = -45;
    private const double SpanCelsius = 175;
    private const double SpanHumidity = 100;

    private readonly I2cRegisters _registers;
    private Step _step;
    private int _misses;

    /// <summary>The chip behind <paramref name="device"/>.</summary>
    public Sht3x(I2cDevice device) => _registers = new I2cRegisters(device, "SHT3x");

    private enum Step
    {
        Clear,
        Start,
        Fetch,
    }

    /// <inheritdoc />
    public string Description => _registers.Description;

    /// <summary>The checksum of <paramref name="bytes"/>: CRC-8, 0x31, from 0xFF (section 4.12).</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = Initial;
        foreach (var next in bytes)
        {
            sum ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (byte)((sum & 0x80) != 0 ? (sum << 1) ^ Polynomial : sum << 1);
            }
        }

        return sum;
    }

    /// <summary>
    /// Stops what it may still be doing. It has no identity: it is known by the checksum of its status, which an INA at the same address does not have.
    /// </summary>
    public void Begin()
    {
        AskStatus();
        Send(Break);
        (_step, _misses) = (Step.Clear, 0);
    }

    /// <summary>Degrees Celsius and relative humidity.</summary>
    public IReadOnlyList<Measurement> Read()
    {
        if (_step != Step.Fetch)
        {
            // Clearing the status takes the mark of the last reset away, so that the next one shows.
            Send(_step == Step.Clear ? ClearStatus : PeriodicTwiceASecond);
            _step++;
            throw NotReady();
        }

        if (_misses >= MissesUntilAsked)
        {
            return LookInto();
        }

        Span<byte> answer = stackalloc byte[2 * WordWithChecksum];
        try
        {
            Ask(FetchData, answer);
        }
        catch (DeviceException silence) when (silence.Fault == DeviceFault.NotAcknowledged)
        {
            _misses++;
            throw NotReady(silence);
        }

        _misses = 0;
        var temperature = Word(answer);
        var humidity = Word(answer[WordWithChecksum..]);
        return
        [
            new Measurement(Quantity.Celsius, LeastCelsius + (SpanCelsius * temperature / FullScale)),
            new Measurement(Quantity.HumidityPercent, SpanHumidity * humidity / FullScale),
        ];
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    // A chip that was reset is idle and will never have a result; one that is gone does not acknowledge this either.
    private IReadOnlyList<Measurement> LookInto()
    {
        var status = AskStatus();
        _misses = 0;
        throw (status & ResetDetected) != 0
            ? _registers.Fail(DeviceFault.WasReset, "its status says that it was reset, as by a brown-out")
            : NotReady();
    }

    private ushort AskStatus()
    {
        Span<byte> answer = stackalloc byte[WordWithChecksum];
        Ask(ReadStatus, answer);
        return Word(answer);
    }

    private ushort Word(ReadOnlySpan<byte> bytes) => Checksum(bytes[..2]) == bytes[2]
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : throw _registers.Fail(DeviceFault.BadChecksum, "the checksum is wrong; where it always is, another chip answers at this address");

    private DeviceException NotReady(DeviceException? inner = null) => new(DeviceFault.NotReady, $"{Description}: no new conversion", inner);

    private void Ask(ushort command, Span<byte> answer) => _registers.Exchange([(byte)(command >> 8), (byte)command], answer);

    private void Send(ushort command) => _registers.Send([(byte)(command >> 8), (byte)command]);
}
