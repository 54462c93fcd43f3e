using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Power;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>Power and sensors that are as a test says.</summary>
internal sealed class FakePower : IPowerReport
{
    public PowerView Power { get; set; } = new(PowerStage.Normal, "enough", PowerSource.Battery, ReadingQuality.Good, [], [], [], StateOfCharge: 0.8);

    public SensorsView Sensors { get; set; } = new([]);

    /// <summary>A sensor with one reading.</summary>
    public static SensorView Sensor(string id, string quantity, double value, double age = 0, ReadingQuality quality = ReadingQuality.Good) =>
        new(id, "tmp117", $"TMP117 {id}", SensorState.Ok, quality, [new ReadingView(quantity, "", value, age)], 0);
}
