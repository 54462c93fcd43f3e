namespace EdgeKit.Devices.Tests.Models;

/// <summary>The thermometers that are a few registers and no more: TMP102, LM75, MCP9808.</summary>
public sealed class ThermometerModel : RegisterModel
{
    private readonly Action<ThermometerModel> _reset;

    private ThermometerModel(int address, Action<ThermometerModel> reset)
        : base(address)
    {
        _reset = reset;
        PowerOn();
    }

    public static ThermometerModel Tmp102() => new(0x48, static model =>
    {
        model.Define(0, 0);
        model.Define(1, 0x60A0, 0x9FD0);
        model.Define(2, 0x4B00, 0xFFF0);
        model.Define(3, 0x5000, 0xFFF0);
    });

    public static ThermometerModel Lm75() => new(0x48, static model =>
    {
        model.Define(0, 0);
        model.Define(1, 0, 0x1F, 1);
        model.Define(2, 0x4B00, 0xFF80);
        model.Define(3, 0x5000, 0xFF80);
    });

    public static ThermometerModel Mcp9808() => new(0x18, static model =>
    {
        model.Define(1, 0, 0x07EF);
        model.Define(2, 0, 0x1FFC);
        model.Define(3, 0, 0x1FFC);
        model.Define(4, 0, 0x1FFC);
        model.Define(5, 0);
        model.Define(6, 0x0054);
        model.Define(7, 0x0400);
        model.Define(8, 3, 3, 1);
    });

    public override void PowerOn() => _reset(this);
}
