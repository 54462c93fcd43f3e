using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeKit.Devices.Bus;

/// <summary>
/// A chip's registers, most significant byte first. A read is one transaction with a repeated start: between a write and a read of their own,
/// another process could move the chip's register pointer. Every failure is a <see cref="DeviceException"/>.
/// </summary>
public sealed class I2cRegisters : IDisposable
{
    private const int Longest = 8;

    private readonly I2cDevice _device;

    /// <summary>The registers of <paramref name="device"/>, which is owned from now on, of a chip called <paramref name="chip"/>.</summary>
    public I2cRegisters(I2cDevice device, string chip)
    {
        _device = device;
        var place = device.ConnectionSettings;
        Description = $"{chip} on i2c-{place.BusId} at 0x{place.DeviceAddress:X2}";
    }

    /// <summary>What it is and where, for a technician.</summary>
    public string Description { get; }

    /// <summary>Reads one byte.</summary>
    public byte Read8(byte register) => (byte)ReadBigEndian(register, 1);

    /// <summary>Reads two bytes.</summary>
    public ushort Read16(byte register) => (ushort)ReadBigEndian(register, 2);

    /// <summary>Reads two bytes as a signed number.</summary>
    public short ReadSigned16(byte register) => (short)ReadBigEndian(register, 2);

    /// <summary>Reads three bytes.</summary>
    public uint Read24(byte register) => (uint)ReadBigEndian(register, 3);

    /// <summary>Reads five bytes.</summary>
    public ulong Read40(byte register) => ReadBigEndian(register, 5);

    /// <summary>Reads five bytes as a signed number.</summary>
    public long ReadSigned40(byte register) => (long)(ReadBigEndian(register, 5) << 24) >> 24;

    /// <summary>Reads as many bytes as <paramref name="into"/> takes, from <paramref name="register"/> on.</summary>
    public void ReadBlock(byte register, Span<byte> into) => Exchange([register], into);

    /// <summary>Sends a command and reads the answer in the same transaction.</summary>
    public void Exchange(ReadOnlySpan<byte> command, Span<byte> answer)
    {
        try
        {
            _device.WriteRead(command, answer);
        }
        catch (IOException failure)
        {
            throw I2cErrors.Convert(failure, Description);
        }
    }

    /// <summary>Sends bytes that have no answer.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _device.Write(bytes);
        }
        catch (IOException failure)
        {
            throw I2cErrors.Convert(failure, Description);
        }
    }

    /// <summary>Writes one byte.</summary>
    public void Write8(byte register, byte value) => Send([register, value]);

    /// <summary>Writes two bytes.</summary>
    public void Write16(byte register, ushort value) => Send([register, (byte)(value >> 8), (byte)value]);

    /// <summary>Makes sure that <paramref name="register"/> holds <paramref name="expected"/> in the bits of <paramref name="mask"/>.</summary>
    /// <exception cref="DeviceException">It is another chip.</exception>
    public void Identify(byte register, ushort expected, ushort mask = ushort.MaxValue)
    {
        var found = Read16(register);
        if ((found & mask) != expected)
        {
            throw Fail(DeviceFault.WrongChip, $"register 0x{register:X2} says 0x{found:X4} where 0x{expected:X4} belongs; it is another chip");
        }
    }

    /// <summary>Makes sure that the chip still has the configuration it was given.</summary>
    /// <exception cref="DeviceException">It does not, so it was reset.</exception>
    public void ExpectConfiguration(int found, int given)
    {
        if (found != given)
        {
            throw Fail(DeviceFault.WasReset, $"the configuration reads 0x{found:X4} and was 0x{given:X4}; it was reset, as by a brown-out");
        }
    }

    /// <summary>A failure of this chip.</summary>
    public DeviceException Fail(DeviceFault fault, string why) => new(fault, $"{Description}: {why}");

    /// <inheritdoc />
    public void Dispose() => _device.Dispose();

    private ulong ReadBigEndian(byte register, int count)
    {
        Span<byte> wide = stackalloc byte[Longest];
        wide.Clear();
        Exchange([register], wide[^count..]);
        return BinaryPrimitives.ReadUInt64BigEndian(wide);
    }
}
