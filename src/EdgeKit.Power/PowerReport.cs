using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Sampling;

namespace EdgeKit.Power;

/// <inheritdoc />
internal sealed class PowerReport(KitPower power, SensorBoard sensors) : IPowerReport
{
    /// <inheritdoc />
    public PowerView Power => power.View;

    /// <inheritdoc />
    public SensorsView Sensors => sensors.View();
}
