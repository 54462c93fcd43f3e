using EdgeKit.Devices.Bus;
using EdgeKit.Devices.Chips;
using EdgeKit.Devices.Tests.Models;

namespace EdgeKit.Devices.Tests.Bus;

public sealed class I2cAddressesTests
{
    [Theory]
    [InlineData("ina219", "pca9685", 0x40, "bridge A0")]
    [InlineData("ina226", "sht3x", 0x44, "SHT3x")]
    [InlineData("ina260", "tmp117", 0x48, "thermometers")]
    [InlineData("ina228", "lm75", 0x4F, "thermometers")]
    [InlineData("bme280", "tca9548a", 0x77, "TCA9548A")]
    [InlineData("tmp102", "tmp117", 0x49, "address pins")]
    public void Two_at_one_address_are_named_with_a_remedy(string first, string second, int address, string remedy)
    {
        var found = Assert.Single(I2cAddresses.Collisions([new(first, 1, address), new(second, 1, address)]));

        Assert.StartsWith($"{first} and {second} share 0x{address:X2} on i2c-1", found, StringComparison.Ordinal);
        Assert.Contains(remedy, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_buses_do_not_collide() => Assert.Empty(I2cAddresses.Collisions([new("ina219", 1, 0x40), new("pca9685", 3, 0x40)]));

    [Fact]
    public void The_servo_board_answers_at_its_all_call_address_as_well() =>
        Assert.Contains("all-call", Assert.Single(I2cAddresses.Collisions([new("pca9685", 1, 0x41), new("tca9548a", 1, 0x70)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("ina3221", 0x44)]
    [InlineData("bme280", 0x40)]
    [InlineData("ina999", 0x40)]
    public void An_address_that_a_chip_cannot_have_is_named(string driver, int address) =>
        Assert.Single(I2cAddresses.Collisions([new(driver, 1, address)]));

    [Fact]
    public void What_else_may_answer_is_known() => Assert.Contains("sht3x", I2cAddresses.LookAlikes("ina226", 0x45));

    [Fact]
    public void Every_chip_of_the_catalogue_has_addresses_and_can_be_made()
    {
        foreach (var entry in ChipCatalog.All)
        {
            using var device = new Ina226Model();
            using (var sensor = ChipCatalog.Create(entry.Driver, device, entry.Defaults))
            {
                Assert.NotEmpty(entry.Addresses);
                Assert.EndsWith("on i2c-1 at 0x40", sensor.Description, StringComparison.Ordinal);
            }

            Assert.True(device.IsDisposed);
        }

        Assert.Throws<ArgumentException>(static () => ChipCatalog.Create("ina999", new Ina226Model(), new ChipSettings()));
    }

    [Fact]
    public void No_chip_begins_on_a_bus_that_floats_or_reads_0()
    {
        foreach (var entry in ChipCatalog.All)
        {
            foreach (var garbage in (byte[])[0x00, 0xFF])
            {
                using var device = new Ina226Model { Garbage = garbage };
                using var sensor = ChipCatalog.Create(entry.Driver, device, entry.Defaults);
                Assert.Throws<DeviceException>(() =>
                {
                    sensor.Begin();
                    sensor.Read();
                    sensor.Read();
                });
            }
        }
    }
}
