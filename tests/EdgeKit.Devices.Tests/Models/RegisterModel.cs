namespace EdgeKit.Devices.Tests.Models;

/// <summary>
/// A chip of registers, most significant byte first. The first byte written is the register pointer and stays between transactions; the
/// rest is a value. Bits that cannot be written keep what they are.
/// </summary>
public abstract class RegisterModel(int address) : ModelDevice(address)
{
    private readonly Dictionary<byte, (ulong Value, int Bytes, ulong Writable)> _registers = [];
    private byte _pointer;

    /// <summary>What a register holds, without the bus and its side effects.</summary>
    public ulong this[byte register]
    {
        get => _registers[register].Value;
        set
        {
            var held = _registers[register];
            _registers[register] = held with { Value = value & (ulong.MaxValue >> (64 - (8 * held.Bytes))) };
        }
    }

    /// <summary>Power goes and comes back.</summary>
    public abstract void PowerOn();

    protected static int Round(double value, double perBit) => (int)Math.Round(value / perBit, MidpointRounding.AwayFromZero);

    protected static int Clamp(double value, double perBit, int least, int most) =>
        (int)Math.Clamp(Math.Round(value / perBit, MidpointRounding.AwayFromZero), least, most);

    protected void Define(byte register, ulong reset, ulong writable = 0, int bytes = 2) => _registers[register] = (reset, bytes, writable);

    protected virtual void Written(byte register)
    {
    }

    protected virtual void WasRead(byte register)
    {
    }

    protected override void OnWrite(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length == 1 || !_registers.TryGetValue(_pointer, out var held) || bytes.Length != 1 + held.Bytes)
        {
            return;
        }

        ulong value = 0;
        foreach (var part in bytes[1..])
        {
            value = (value << 8) | part;
        }

        this[_pointer] = (held.Value & ~held.Writable) | (value & held.Writable);
        Written(_pointer);
    }

    protected override void OnRead(Span<byte> bytes)
    {
        var (value, length, _) = _registers.TryGetValue(_pointer, out var held) ? held : (0, 2, 0UL);
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(value >> (8 * (length - 1 - (index % length))));
        }

        WasRead(_pointer);
    }
}
