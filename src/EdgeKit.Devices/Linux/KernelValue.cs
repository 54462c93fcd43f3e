namespace EdgeKit.Devices.Linux;

/// <summary>One attribute of the kernel's that measures.</summary>
/// <param name="Path">The file.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="UnitsPerStep">What its number is multiplied by.</param>
/// <param name="Channel">As <see cref="Measurement.Channel"/>.</param>
/// <param name="FaultPath">A file that says 1 while the value means nothing (hwmon <c>temp1_fault</c>: an open diode); null where there is none.</param>
internal sealed record KernelValue(string Path, Quantity Quantity, double UnitsPerStep, string Channel, string? FaultPath = null)
{
    private const double AbsoluteZero = -273.15;

    /// <summary>Reads those of <paramref name="values"/> that the kernel can tell now.</summary>
    /// <exception cref="DeviceException">
    /// One of them failed, or none could be told. A value that is merely not there yet is left out: it takes nothing from the others.
    /// </exception>
    public static List<Measurement> ReadAll(IReadOnlyList<KernelValue> values)
    {
        var measured = new List<Measurement>(values.Count);
        DeviceException? notReady = null;
        foreach (var value in values)
        {
            try
            {
                measured.Add(value.Read());
            }
            catch (DeviceException exception) when (exception.Fault == DeviceFault.NotReady)
            {
                notReady ??= exception;
            }
        }

        return measured.Count > 0 || notReady is null ? measured : throw notReady;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="DeviceException">It gave nothing that can be believed.</exception>
    public Measurement Read()
    {
        if (FaultPath is { } fault && KernelFile.ReadNumber(fault) != 0)
        {
            throw new DeviceException(DeviceFault.NotReady, $"{Path}: the chip says that its input is broken");
        }

        // Divided where the unit is a fraction, so that 12800 mV is 12.8 V to the last digit.
        var number = KernelFile.ReadNumber(Path);
        var value = UnitsPerStep >= 1 ? number * UnitsPerStep : number / Math.Round(1 / UnitsPerStep);
        return IsPossible(value) ? new Measurement(Quantity, value, Channel) : throw new DeviceException(DeviceFault.Nonsense, $"{Path}: {number} cannot be");
    }

    private bool IsPossible(double value) => Quantity switch
    {
        Quantity.Celsius => value is >= AbsoluteZero and < 1000,
        Quantity.HumidityPercent or Quantity.ChargePercent => value is >= 0 and <= 100,
        Quantity.RevolutionsPerMinute => value is >= 0 and <= 1_000_000,
        Quantity.IsOn => value is 0 or 1,
        Quantity.Volts or Quantity.Amperes or Quantity.Watts => Math.Abs(value) < 1_000_000,
        Quantity.AmpereHours or Quantity.WattHours or Quantity.PercentPerHour or Quantity.Pascals => true,
    };
}
