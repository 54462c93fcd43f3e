namespace EdgeKit.Power.Tests.Checks;

public sealed class CheckOptionsTests
{
    [Fact]
    public void What_is_not_written_has_its_default()
    {
        var check = CheckSetup.One("unit: V");

        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)), (check.Every, check.Within, check.EscalateAfter));
        Assert.Equal((null, null, null, 0), (check.Low, check.High, check.EscalateTo, check.Roster.Count));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        CheckSetup.Power(["unit: °C, low: -10°C, high: 55.5°C, every: 30m, within: 5m, escalateAfter: 10m, roster: Ada|Bo, escalateTo: Kim"], out var errors);
        var check = CheckSetup.One("unit: °C, low: -10°C, high: 55.5°C, every: 30m, within: 5m, escalateAfter: 10m, roster: Ada|Bo, escalateTo: Kim");

        Assert.Empty(errors);
        Assert.Equal((-10.0, 55.5, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)), (check.Low, check.High, check.Every, check.Within, check.EscalateAfter));
        Assert.Equal(["Ada", "Bo"], check.Roster);
        Assert.Equal("Kim", check.EscalateTo);
    }

    [Theory]
    [InlineData("id: ", "checks[0].id: is missing")]
    [InlineData("id: a b", "checks[0].id")]
    [InlineData("name: ", "checks[0].name: is missing")]
    [InlineData("unit: m 2", "checks[0].unit")]
    [InlineData("unit: V, low: 12", "checks[0].low: '12' is not right; expected a number from -1000000V")]
    [InlineData("unit: V, low: 12V, high: 11V", "checks[0].low: is above high")]
    [InlineData("low: 12V", "checks[0].low: has no meaning without unit")]
    [InlineData("every: 4m", "checks[0].every")]
    [InlineData("every: 25h", "checks[0].every")]
    [InlineData("within: 20m, escalateAfter: 10m", "checks[0].escalateAfter: comes before within")]
    [InlineData("roster: Ada|", "checks[0].roster")]
    [InlineData("sensor: nobody", "checks[0].sensor")]
    [InlineData("interval: 2h", "checks[0].interval: no such key")]
    public void What_is_wrong_is_named(string keys, string fault)
    {
        CheckSetup.Power([keys], out var errors);

        Assert.Contains(fault, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensor_must_measure_in_the_unit_of_the_check()
    {
        CheckSetup.Power(["unit: bar, sensor: sim"], out var errors, CheckSetup.Playing(typeof(CheckOptionsTests).Assembly.Location));

        Assert.Contains("expected unit to be one of V, A", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_there_once_and_there_are_not_too_many()
    {
        CheckSetup.Power(["id: a", "id: a"], out var twice);
        CheckSetup.Power([.. Enumerable.Range(0, 33).Select(static number => $"id: c{number}")], out var many);

        Assert.Contains("the id 'a' is there twice", Assert.Single(twice), StringComparison.Ordinal);
        Assert.Contains("more than 32", Assert.Single(many), StringComparison.Ordinal);
    }
}
