using System.Text;

namespace EdgeKit.Devices.Tests.Serial;

/// <summary>Writes what a SmartShunt sends.</summary>
internal static class VeDirectText
{
    public static byte[] Measuring(int millivolts = 12845, string soc = "876") => Block(
        ("PID", "0xA389"), ("V", $"{millivolts}"), ("VS", "12610"), ("I", "-3250"), ("P", "-42"), ("CE", "-12400"), ("SOC", soc), ("TTG", "1440"),
        ("Alarm", "OFF"), ("AR", "0"), ("BMV", "SmartShunt 500A/50mV"), ("FW", "0416"), ("MON", "0"));

    public static byte[] History() => Block(("H1", "-81200"), ("H2", "-12400"), ("H4", "3"), ("H7", "10123"), ("H8", "14480"), ("H17", "512"), ("H18", "597"));

    public static byte[] Block(params (string Label, string Value)[] fields)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(fields.Select(static field => $"\r\n{field.Label}\t{field.Value}")) + "\r\nChecksum\t");
        return [.. bytes, (byte)-bytes.Sum(static one => one)];
    }

    /// <summary>A block whose checksum is <paramref name="checksum"/>, by what it is padded with.</summary>
    public static byte[] EndingWith(byte checksum, params (string Label, string Value)[] fields)
    {
        const int Letters = 60;
        for (var sum = 0; ; sum++)
        {
            var padding = string.Concat(Enumerable.Range(0, 5).Select(place => (char)('A' + Math.Clamp(sum - (place * Letters), 0, Letters))));
            if (Block([.. fields, ("X", padding)]) is var bytes && bytes[^1] == checksum)
            {
                return bytes;
            }
        }
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(static part => part)];
}
