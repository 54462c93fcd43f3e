using System.Buffers.Binary;

namespace EdgeKit.Devices.Tests.Models;

/// <summary>BME280 as its data sheet has it: bytes, an address that moves on as they are read, and pairs of address and value when written.</summary>
public sealed class Bme280Model : ModelDevice
{
    private readonly byte[] _bytes = new byte[256];
    private byte _pointer;

    public Bme280Model()
        : base(0x76)
    {
        // The words of the worked example for the BMP280's formulas, which are the same; humidity as chips have it.
        short[] words = [27504, 26435, -1000, unchecked((short)36477), -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
        for (var index = 0; index < words.Length; index++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(0x88 + (2 * index)), words[index]);
        }

        _bytes[0xA1] = 75;
        SetHumidityWords(333, 0);
        _bytes[0xD0] = 0x60;
        PowerOn();
    }

    public byte this[byte register]
    {
        get => _bytes[register];
        set => _bytes[register] = value;
    }

    public void SetHumidityWords(int h4, int h5)
    {
        BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(0xE1), 363);
        _bytes[0xE4] = (byte)(h4 >> 4);
        _bytes[0xE5] = (byte)((h4 & 0xF) | ((h5 & 0xF) << 4));
        _bytes[0xE6] = (byte)(h5 >> 4);
        _bytes[0xE7] = 30;
    }

    public void PowerOn()
    {
        _bytes.AsSpan(0xF2, 4).Clear();
        Convert(0x80000, 0x80000, 0x8000);
    }

    public void Convert(int pressure, int temperature, int humidity)
    {
        Wide(0xF7, pressure);
        Wide(0xFA, temperature);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(0xFD), (ushort)humidity);
    }

    protected override void OnWrite(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        for (var index = 0; index + 1 < bytes.Length; index += 2)
        {
            if (bytes[index] is 0xF2 or 0xF4 or 0xF5)
            {
                _bytes[bytes[index]] = bytes[index + 1];
            }
        }
    }

    protected override void OnRead(Span<byte> bytes)
    {
        foreach (ref var next in bytes)
        {
            next = _bytes[_pointer++];
        }
    }

    private void Wide(int at, int value) => (_bytes[at], _bytes[at + 1], _bytes[at + 2]) = ((byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4));
}
