using System.Globalization;

namespace EdgeKit.Devices.Bus;

/// <summary>
/// Tells what a failed transfer means. System.Device.Gpio 4.2.0 throws a bare <see cref="IOException"/> and leaves the error number only in
/// its text, as <c>Error 121 (Remote I/O error) performing I2C data transfer.</c>, or without the brackets where the C library has no name for it.
/// </summary>
public static class I2cErrors
{
    private const string Start = "Error ";

    private const int OperationNotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int InputOutput = 5;
    private const int NoSuchDeviceOrAddress = 6;
    private const int TryAgain = 11;
    private const int PermissionDenied = 13;
    private const int NoSuchDevice = 19;
    private const int TimedOut = 110;
    private const int RemoteInputOutput = 121;

    /// <summary>The error number in <paramref name="text"/>; null where there is none.</summary>
    public static int? NumberIn(string text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var digits = text.AsSpan(Start.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>What <paramref name="failure"/> means for the device called <paramref name="description"/>.</summary>
    public static DeviceException Convert(IOException failure, string description)
    {
        var (fault, meaning) = NumberIn(failure.Message) switch
        {
            RemoteInputOutput or NoSuchDeviceOrAddress => (DeviceFault.NotAcknowledged, "nobody answers at the address"),
            TryAgain => (DeviceFault.ArbitrationLost, "another master had the bus"),
            TimedOut => (DeviceFault.BusStuck, "the bus hangs"),
            NoSuchFile or NoSuchDevice => (DeviceFault.Absent, "there is no such bus"),
            PermissionDenied or OperationNotPermitted => (DeviceFault.Denied, "the bus may not be opened"),
            InputOutput => (DeviceFault.Io, "the controller gave up"),

            // A number that nobody expects is a failed transfer all the same.
            _ => (DeviceFault.Io, failure.Message),
        };

        return new DeviceException(fault, $"{description}: {meaning}", failure);
    }
}
