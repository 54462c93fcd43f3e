using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Linux;

/// <summary>
/// Reads and writes the small text files of sysfs, one value each (kernel: filesystems/sysfs). It goes to the C library rather than to
/// <see cref="File"/>, so that an error is the kernel's number and nothing ever blocks.
/// </summary>
internal static unsafe class KernelFile
{
    // A sysfs attribute is at most a page.
    private const int Page = 4096;

    /// <summary>Opens <paramref name="path"/>.</summary>
    /// <exception cref="DeviceException">The kernel does not let us.</exception>
    public static SafeFileHandle Open(string path, int access)
    {
        int descriptor;
        while ((descriptor = LibC.Open(path, access | LibC.Careful)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                throw Errno.AtOpen(path, error);
            }
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Reads what there is, and gives how many bytes, or minus the errno.</summary>
    public static int Read(SafeFileHandle handle, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = LibC.Read(handle, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                var error = Marshal.GetLastPInvokeError();
                if (error != Errno.Interrupted)
                {
                    return -error;
                }
            }
        }
    }

    /// <summary>The text of <paramref name="path"/> without white space around it; never empty.</summary>
    /// <exception cref="DeviceException">It cannot be read, is empty (<see cref="DeviceFault.NotReady"/>) or is no attribute (<see cref="DeviceFault.Nonsense"/>).</exception>
    public static string ReadText(string path)
    {
        Span<byte> buffer = stackalloc byte[Page + 1];
        using var handle = Open(path, LibC.ReadOnly);
        var count = Read(handle, buffer);
        if (count < 0)
        {
            throw Errno.At(path, -count);
        }

        if (count > Page)
        {
            throw new DeviceException(DeviceFault.Nonsense, $"{path}: longer than a page");
        }

        var text = Encoding.UTF8.GetString(buffer[..count]).Trim();
        return text.Length > 0 ? text : throw new DeviceException(DeviceFault.NotReady, $"{path}: empty");
    }

    /// <summary>The whole number in <paramref name="path"/>.</summary>
    /// <exception cref="DeviceException">As <see cref="ReadText"/>, and <see cref="DeviceFault.Nonsense"/> for anything but a number.</exception>
    public static long ReadNumber(string path)
    {
        var text = ReadText(path);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DeviceException(DeviceFault.Nonsense, $"{path}: '{Shown(text)}' is not a whole number");
    }

    /// <summary>Writes <paramref name="number"/> in one call, as sysfs wants it.</summary>
    /// <exception cref="DeviceException">The kernel does not take it.</exception>
    public static void WriteNumber(string path, long number)
    {
        using var handle = Open(path, LibC.WriteOnly);
        Span<byte> text = stackalloc byte[24];
        Encoding.ASCII.TryGetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}\n"), text, out var length);
        fixed (byte* start = text)
        {
            nint written;
            while ((written = LibC.Write(handle, start, length)) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != Errno.Interrupted)
                {
                    throw Errno.At($"{path} ← {number}", error);
                }
            }

            if (written != length)
            {
                throw new DeviceException(DeviceFault.Io, $"{path} ← {number}: only {written} of {length} bytes were taken");
            }
        }
    }

    /// <summary>The folders in <paramref name="path"/> in the order of their names; none where it does not exist.</summary>
    /// <exception cref="DeviceException">It may not be listed.</exception>
    public static IReadOnlyList<string> Folders(string path)
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unlistable(path, exception);
        }
    }

    /// <summary>The names of the files in <paramref name="path"/> in their order.</summary>
    /// <exception cref="DeviceException">It is not there or may not be listed.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        try
        {
            return [.. Directory.EnumerateFiles(path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unlistable(path, exception);
        }
    }

    /// <summary>The last name of what the link <paramref name="path"/> points at: <c>1-0040</c> for a chip on bus 1; empty where there is no link.</summary>
    public static string LinkName(string path) => Path.GetFileName(new FileInfo(path).LinkTarget ?? "");

    private static string Shown(string text) => text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";

    private static DeviceException Unlistable(string path, Exception exception) =>
        new(exception is UnauthorizedAccessException ? DeviceFault.Denied : DeviceFault.Absent, $"{path}: {exception.Message}", exception);
}
