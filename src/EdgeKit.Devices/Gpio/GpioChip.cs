using System.Diagnostics.CodeAnalysis;
using EdgeKit.Devices.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeKit.Devices.Gpio;

/// <summary>
/// A chip with lines, through the kernel's character device (kernel: userspace-api/gpio/chardev, version 2). Lines are read when somebody asks: there are
/// no events and no threads.
/// </summary>
/// <remarks>Needs read and write access to <c>/dev/gpiochip*</c>, as group <c>gpio</c> has on Raspberry Pi OS and a udev rule gives elsewhere.</remarks>
public sealed class GpioChip : IDisposable
{
    private const string Consumer = "edgekit";

    private readonly IGpioKernel _kernel;
    private readonly SafeFileHandle _handle;

    private GpioChip(IGpioKernel kernel, SafeFileHandle handle, string name, string label, int lines) =>
        (_kernel, _handle, Name, Label, Lines) = (kernel, handle, name, label, lines);

    /// <summary>The kernel's name, which changes with the order in which drivers load: <c>gpiochip0</c>.</summary>
    public string Name { get; }

    /// <summary>What its driver calls it, which stays: <c>pinctrl-bcm2711</c> on a Raspberry Pi 4, <c>pinctrl-rp1</c> on a 5.</summary>
    public string Label { get; }

    /// <summary>How many lines it has.</summary>
    public int Lines { get; }

    /// <summary>Opens the chip with the label, or else the name, <paramref name="labelOrName"/>.</summary>
    /// <param name="labelOrName">A label, better, or a name such as <c>gpiochip0</c>.</param>
    /// <param name="devices">Where the device files are.</param>
    /// <exception cref="DeviceException">There is none, two have the label, or it may not be opened.</exception>
    public static GpioChip Open(string labelOrName, string devices = "/dev") => Open(labelOrName, devices, new GpioKernel());

    /// <summary>As the other, with the kernel's calls from <paramref name="kernel"/>.</summary>
    internal static GpioChip Open(string labelOrName, string devices, IGpioKernel kernel)
    {
        GpioChip? found = null;
        DeviceException? refused = null;
        try
        {
            foreach (var file in KernelFile.Files(devices).Where(static file => file.StartsWith("gpiochip", StringComparison.Ordinal)))
            {
                try
                {
                    var chip = Ask(kernel, Path.Combine(devices, file));
                    if ((chip.Label != labelOrName && chip.Name != labelOrName) || chip.Name == found?.Name)
                    {
                        // A link of another name to the same chip is how Raspberry Pi OS keeps gpiochip4 alive on a 5.
                        chip.Dispose();
                    }
                    else if (found is null)
                    {
                        found = chip;
                    }
                    else
                    {
                        chip.Dispose();
                        throw new DeviceException(DeviceFault.Nonsense, $"{found.Name} and {chip.Name} both are called {labelOrName}; say which by its name");
                    }
                }
                catch (DeviceException exception) when (exception.Fault is DeviceFault.Absent or DeviceFault.Denied or DeviceFault.WrongChip)
                {
                    refused = exception;
                }
            }

            if (found is null)
            {
                throw refused ?? new DeviceException(DeviceFault.Absent, $"no chip with lines is called {labelOrName} in {devices}");
            }

            var result = found;
            found = null;
            return result;
        }
        finally
        {
            found?.Dispose();
        }
    }

    /// <summary>Takes line <paramref name="line"/> as an input.</summary>
    /// <param name="line">Its offset on this chip: the BCM number on a Raspberry Pi.</param>
    /// <param name="options">How it is wired.</param>
    /// <exception cref="DeviceException">There is no such line, or somebody else has it (<see cref="DeviceFault.KernelOwned"/>).</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The line that is returned owns it.")]
    public GpioInput OpenInput(int line, GpioInputOptions? options = null)
    {
        options ??= new GpioInputOptions();
        var config = new GpioLineConfig { Flags = GpioFlags.Input | FlagsOf(options.IsActiveLow, options.Bias) };
        if (options.Debounce > TimeSpan.Zero)
        {
            config.Attributes = 1;
            config.First.Mask = 1;
            config.First.Attribute.Id = GpioLineAttribute.Debounce;
            config.First.Attribute.DebounceMicroseconds = (uint)Math.Min(options.Debounce.TotalMicroseconds, uint.MaxValue);
        }

        return new GpioInput(_kernel, Request(line, config), NameOf(line));
    }

    /// <summary>Takes line <paramref name="line"/> as an output, at once at the level that <paramref name="options"/> says.</summary>
    /// <param name="line">Its offset on this chip: the BCM number on a Raspberry Pi.</param>
    /// <param name="options">How it is wired.</param>
    /// <exception cref="DeviceException">There is no such line, or somebody else has it (<see cref="DeviceFault.KernelOwned"/>).</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The line that is returned owns it.")]
    public GpioOutput OpenOutput(int line, GpioOutputOptions? options = null)
    {
        options ??= new GpioOutputOptions();
        var drive = options.Drive switch
        {
            GpioDrive.PushPull => GpioFlags.None,
            GpioDrive.OpenDrain => GpioFlags.OpenDrain,
            GpioDrive.OpenSource => GpioFlags.OpenSource,
        };
        var config = new GpioLineConfig { Flags = GpioFlags.Output | drive | FlagsOf(options.IsActiveLow, options.Bias), Attributes = 1 };
        config.First.Mask = 1;
        config.First.Attribute.Id = GpioLineAttribute.OutputValues;
        config.First.Attribute.Values = options.IsOn ? 1UL : 0;
        return new GpioOutput(_kernel, Request(line, config), NameOf(line));
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private static unsafe GpioChip Ask(IGpioKernel kernel, string path)
    {
        SafeFileHandle? handle = kernel.Open(path);
        try
        {
            var info = default(GpioChipInfo);
            if (kernel.GetChipInfo(handle, ref info) is var error and not 0)
            {
                throw Errno.At(path, error);
            }

            var chip = new GpioChip(kernel, handle, GpioNames.Read(info.Name), GpioNames.Read(info.Label), (int)Math.Min(info.Lines, int.MaxValue));
            handle = null;
            return chip;
        }
        finally
        {
            handle?.Dispose();
        }
    }

    private static GpioFlags FlagsOf(bool isActiveLow, GpioBias bias) => (isActiveLow ? GpioFlags.ActiveLow : GpioFlags.None) | bias switch
    {
        GpioBias.AsIs => GpioFlags.None,
        GpioBias.PullUp => GpioFlags.BiasPullUp,
        GpioBias.PullDown => GpioFlags.BiasPullDown,
        GpioBias.Disabled => GpioFlags.BiasDisabled,
    };

    private string NameOf(int line) => $"line {line} of {Label} ({Name})";

    private unsafe SafeFileHandle Request(int line, GpioLineConfig config)
    {
        if (line < 0 || line >= Lines)
        {
            throw new DeviceException(DeviceFault.Absent, $"{NameOf(line)}: there are only {Lines}");
        }

        var request = new GpioLineRequest { Lines = 1, Config = config };
        request.Offsets[0] = (uint)line;
        GpioNames.Write(request.Consumer, Consumer);
        return _kernel.RequestLines(_handle, ref request) switch
        {
            0 => new SafeFileHandle(request.Descriptor, ownsHandle: true),
            var error when Errno.FaultOf(error) == DeviceFault.KernelOwned =>
                throw new DeviceException(DeviceFault.KernelOwned, $"{NameOf(line)} is in use by {HolderOf(line)} (errno {error})"),
            var error => throw Errno.At(NameOf(line), error),
        };
    }

    private unsafe string HolderOf(int line)
    {
        var info = new GpioLineInfo { Offset = (uint)line };
        var holder = _kernel.GetLineInfo(_handle, ref info) == 0 ? GpioNames.Read(info.Consumer) : "";
        return holder.Length > 0 ? $"'{holder}'" : "somebody else";
    }
}
