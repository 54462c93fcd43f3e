using System.Globalization;

namespace EdgeKit.Streaming.Hls;

/// <summary>Reads the numbers of RFC 8216bis section 4.2. None is ever negative, infinite, or beyond what a double counts exactly.</summary>
internal static class PlaylistNumber
{
    /// <summary>The greatest whole number that is read: 2^53, up to which players that count in doubles agree with us.</summary>
    public const long Greatest = 1L << 53;

    /// <summary>The longest time that is read, in seconds: a hundred days.</summary>
    public const double LongestSeconds = 8_640_000;

    /// <summary>A decimal-integer, 0 to <see cref="Greatest"/>.</summary>
    public static long? Whole(ReadOnlySpan<byte> text) =>
        long.TryParse(text.Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= Greatest ? value : null;

    /// <summary>A decimal-floating-point number of seconds, 0 to <see cref="LongestSeconds"/>.</summary>
    public static double? Seconds(ReadOnlySpan<byte> text) =>
        double.TryParse(text.Trim(" \t"u8), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value <= LongestSeconds
            ? value
            : null;
}
