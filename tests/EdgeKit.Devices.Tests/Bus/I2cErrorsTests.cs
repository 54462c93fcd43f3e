using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Bus;

public sealed class I2cErrorsTests
{
    [Theory]
    [InlineData(121, DeviceFault.NotAcknowledged)]
    [InlineData(6, DeviceFault.NotAcknowledged)]
    [InlineData(11, DeviceFault.ArbitrationLost)]
    [InlineData(110, DeviceFault.BusStuck)]
    [InlineData(5, DeviceFault.Io)]
    [InlineData(2, DeviceFault.Absent)]
    [InlineData(19, DeviceFault.Absent)]
    [InlineData(13, DeviceFault.Denied)]
    [InlineData(1, DeviceFault.Denied)]
    [InlineData(999, DeviceFault.Io)]
    public void A_number_has_a_meaning(int number, DeviceFault fault)
    {
        var failure = ModelDevice.Failure(number);
        var converted = I2cErrors.Convert(failure, "INA226");

        Assert.Equal(fault, converted.Fault);
        Assert.Same(failure, converted.InnerException);
        Assert.StartsWith("INA226: ", converted.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error 121 (Remote I/O error) performing I2C data transfer.", 121)]
    [InlineData("Error 2 (No such file or directory). Can not open I2C device file '/dev/i2c-7'.", 2)]
    [InlineData("Error 13. Can not open I2C device file '/dev/i2c-1'.", 13)]
    [InlineData("Error 5", 5)]
    [InlineData("Error", null)]
    [InlineData("Error (5)", null)]
    [InlineData("Error 99999999999 performing", null)]
    [InlineData("I/O error occurred.", null)]
    public void The_number_is_found_in_the_text(string text, int? number) => Assert.Equal(number, I2cErrors.NumberIn(text));

    [Theory]
    [InlineData(121, DeviceFault.NotAcknowledged)]
    [InlineData(11, DeviceFault.ArbitrationLost)]
    [InlineData(110, DeviceFault.BusStuck)]
    public void A_failure_on_the_bus_reaches_whoever_reads_and_passes(int number, DeviceFault fault)
    {
        using var chip = new Ina226Model();
        using var registers = new I2cRegisters(chip, "INA226");
        chip.FailNext(number);

        var failure = Assert.Throws<DeviceException>(() => registers.Read16(0));

        Assert.Equal(fault, failure.Fault);
        Assert.True(failure.IsPassing);
        Assert.Equal(0x4127, registers.Read16(0));
    }

    [Fact]
    public void A_register_is_read_in_one_transaction_and_the_pointer_stays()
    {
        using var chip = new Ina226Model();
        using var registers = new I2cRegisters(chip, "INA226");
        Assert.Equal(0x5449, registers.Read16(0xFE));
        Assert.Equal(1, chip.Transactions);

        var again = new byte[2];
        chip.Read(again);

        Assert.Equal([0x54, 0x49], again);
        Assert.Equal("INA226 on i2c-1 at 0x40", registers.Description);
    }
}
