namespace EdgeKit.Devices.Chips;

/// <summary>Arithmetic of registers that several chips share.</summary>
internal static class Codes
{
    /// <summary>The number that the lowest <paramref name="bits"/> bits of <paramref name="raw"/> stand for in two's complement.</summary>
    public static int Signed(uint raw, int bits) => (int)(raw << (32 - bits)) >> (32 - bits);

    /// <summary>The code nearest to <paramref name="value"/>, kept within what the register takes.</summary>
    public static int Nearest(double value, double perBit, int least, int most) =>
        (int)Math.Clamp(Math.Round(value / perBit, MidpointRounding.AwayFromZero), least, most);

    /// <summary>Makes sure that a number can stand for ohms or amperes.</summary>
    public static double Positive(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite.");
    }
}
