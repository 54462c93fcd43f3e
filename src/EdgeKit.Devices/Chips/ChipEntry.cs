using System.Device.I2c;

namespace EdgeKit.Devices.Chips;

/// <summary>A chip that the daemon can read.</summary>
/// <param name="Driver">Its name in the configuration: <c>ina226</c>.</param>
/// <param name="Defaults">What holds for the boards that most people buy.</param>
/// <param name="Create">Makes the driver, which owns the device from then on.</param>
public sealed record ChipEntry(string Driver, ChipSettings Defaults, Func<I2cDevice, ChipSettings, ISensor> Create)
{
    /// <summary>The addresses of seven bits that it can have.</summary>
    public IReadOnlyList<int> Addresses => Bus.I2cAddresses.LegalFor(Driver);
}
