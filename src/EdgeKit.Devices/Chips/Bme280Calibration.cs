using System.Buffers.Binary;

namespace EdgeKit.Devices.Chips;

/// <summary>The trimming words of one BME280 and the integer formulas that use them (data sheet BST-BME280-DS002, sections 4.2.2 and 4.2.3).</summary>
/// <param name="low">The 26 bytes from 0x88 on.</param>
/// <param name="high">The 7 bytes from 0xE1 on.</param>
internal sealed class Bme280Calibration(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high)
{
    /// <summary>How many bytes stand from 0x88 on.</summary>
    public const int LowLength = 26;

    /// <summary>How many bytes stand from 0xE1 on.</summary>
    public const int HighLength = 7;

    private const int MostHumidity = 419_430_400;

    private readonly int _t1 = BinaryPrimitives.ReadUInt16LittleEndian(low);
    private readonly int _t2 = BinaryPrimitives.ReadInt16LittleEndian(low[2..]);
    private readonly int _t3 = BinaryPrimitives.ReadInt16LittleEndian(low[4..]);
    private readonly long _p1 = BinaryPrimitives.ReadUInt16LittleEndian(low[6..]);
    private readonly long _p2 = BinaryPrimitives.ReadInt16LittleEndian(low[8..]);
    private readonly long _p3 = BinaryPrimitives.ReadInt16LittleEndian(low[10..]);
    private readonly long _p4 = BinaryPrimitives.ReadInt16LittleEndian(low[12..]);
    private readonly long _p5 = BinaryPrimitives.ReadInt16LittleEndian(low[14..]);
    private readonly long _p6 = BinaryPrimitives.ReadInt16LittleEndian(low[16..]);
    private readonly long _p7 = BinaryPrimitives.ReadInt16LittleEndian(low[18..]);
    private readonly long _p8 = BinaryPrimitives.ReadInt16LittleEndian(low[20..]);
    private readonly long _p9 = BinaryPrimitives.ReadInt16LittleEndian(low[22..]);
    private readonly int _h1 = low[25];
    private readonly int _h2 = BinaryPrimitives.ReadInt16LittleEndian(high);
    private readonly int _h3 = high[2];

    // 0xE5 is shared: its low half ends H4, its high half begins H5 (table 16). Both are signed numbers of 12 bits.
    private readonly int _h4 = ((sbyte)high[3] << 4) | (high[4] & 0x0F);
    private readonly int _h5 = ((sbyte)high[5] << 4) | (high[4] >> 4);
    private readonly int _h6 = (sbyte)high[6];

    /// <summary>Whether the words can be real: a chip that was never trimmed, or a dead bus, has none.</summary>
    public bool IsPlausible => _t1 is not (0 or ushort.MaxValue) && _p1 is not (0 or ushort.MaxValue);

    /// <summary>The fine temperature that everything else starts from.</summary>
    public int Fine(int adc)
    {
        var first = (((adc >> 3) - (_t1 << 1)) * _t2) >> 11;
        var offset = (adc >> 4) - _t1;
        var second = (int)((((long)offset * offset) >> 12) * _t3 >> 14);
        return first + second;
    }

    /// <summary>Hundredths of a degree Celsius.</summary>
    public static int CentiCelsius(int fine) => ((fine * 5) + 128) >> 8;

    /// <summary>Pascals in 1/256; null where the words make it a division by zero.</summary>
    public long? Pressure(int adc, int fine)
    {
        var deviation = fine - 128_000L;
        var offset = (deviation * deviation * _p6) + ((deviation * _p5) << 17) + (_p4 << 35);
        var slope = ((deviation * deviation * _p3) >> 8) + ((deviation * _p2) << 12);
        slope = (((1L << 47) + slope) * _p1) >> 33;
        if (slope == 0)
        {
            return null;
        }

        var pressure = ((((1_048_576L - adc) << 31) - offset) * 3125) / slope;
        var square = (_p9 * (pressure >> 13) * (pressure >> 13)) >> 25;
        var linear = (_p8 * pressure) >> 19;
        return ((pressure + square + linear) >> 8) + (_p7 << 4);
    }

    /// <summary>Relative humidity in 1/1024 %, 0 to 102400.</summary>
    public int Humidity(int adc, int fine)
    {
        var deviation = fine - 76_800;
        var offset = ((adc << 14) - (_h4 << 20) - (_h5 * deviation) + 16_384) >> 15;
        var gain = ((((((deviation * _h6) >> 10) * (((deviation * _h3) >> 11) + 32_768)) >> 10) + 2_097_152) * _h2 + 8192) >> 14;
        var humidity = offset * gain;
        humidity -= (((humidity >> 15) * (humidity >> 15)) >> 7) * _h1 >> 4;
        return Math.Clamp(humidity, 0, MostHumidity) >> 12;
    }
}
