using System.Text;

namespace EdgeKit.Devices.Gpio;

/// <summary>Names in the structures of <c>linux/gpio.h</c>: 32 bytes, ended by a zero.</summary>
internal static unsafe class GpioNames
{
    /// <summary>GPIO_MAX_NAME_SIZE.</summary>
    public const int Bytes = 32;

    /// <summary>The text at <paramref name="name"/>.</summary>
    public static string Read(byte* name)
    {
        var bytes = new ReadOnlySpan<byte>(name, Bytes);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>Puts <paramref name="text"/> at <paramref name="name"/>, as much as fits.</summary>
    public static void Write(byte* name, string text)
    {
        var bytes = new Span<byte>(name, Bytes);
        bytes.Clear();
        Encoding.UTF8.TryGetBytes(text, bytes[..(Bytes - 1)], out _);
    }
}
