using EdgeKit.Devices;
using EdgeKit.Power.Sampling;

namespace EdgeKit.Power.Tests.Sampling;

public sealed class PlausibilityTests
{
    [Theory]
    [InlineData(Quantity.Celsius, 25.0, 24.5, 1, true)]
    [InlineData(Quantity.Celsius, 85.0, 25.0, 1, false)]
    [InlineData(Quantity.Celsius, 85.0, 25.0, 60, true)]
    [InlineData(Quantity.Celsius, 200.0, null, 0, false)]
    [InlineData(Quantity.Celsius, double.NaN, null, 0, false)]
    [InlineData(Quantity.Volts, 0, 13.2, 1, true)]
    [InlineData(Quantity.Volts, 655.35, 13.2, 1, false)]
    [InlineData(Quantity.Amperes, -30, 0.2, 1, true)]
    [InlineData(Quantity.ChargePercent, 17.0, 99.0, 1, false)]
    [InlineData(Quantity.HumidityPercent, 101.0, 50.0, 1, false)]
    public void What_cannot_be_or_moved_too_fast_is_not_believed(Quantity quantity, double value, double? before, double seconds, bool isBelieved) =>
        Assert.Equal(isBelieved, Plausibility.WhyNot(new Measurement(quantity, value), before, TimeSpan.FromSeconds(seconds), disbelieved: null) is null);

    [Fact]
    public void A_jump_that_stays_is_believed_and_one_that_goes_on_jumping_is_not()
    {
        var (before, jump) = (25.0, 60.0);

        Assert.Null(Plausibility.WhyNot(new Measurement(Quantity.Celsius, 60.5), before, TimeSpan.FromSeconds(2), jump));
        Assert.NotNull(Plausibility.WhyNot(new Measurement(Quantity.Celsius, 90), before, TimeSpan.FromSeconds(2), jump));
    }

    [Fact]
    public void Every_quantity_has_a_range()
    {
        foreach (var quantity in Enum.GetValues<Quantity>())
        {
            var (least, most) = Plausibility.Range(quantity);
            Assert.True(least < most);
        }
    }
}
