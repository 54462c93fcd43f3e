namespace EdgeKit.Devices.Tests.Models;

/// <summary>MAX17048 as its data sheet has it.</summary>
public sealed class Max17048Model : RegisterModel
{
    public Max17048Model()
        : base(0x36) => PowerOn();

    public override void PowerOn()
    {
        Define(0x02, 0);
        Define(0x04, 0);
        Define(0x08, 0x0012);
        Define(0x0C, 0x971C, 0xFFDF);
        Define(0x16, 0);
        Define(0x1A, 0x0100, 0x7F00);
    }
}
