namespace EdgeKit.Devices.Tests.Models;

/// <summary>TMP117 as its data sheet has it.</summary>
public sealed class Tmp117Model : RegisterModel
{
    public Tmp117Model()
        : base(0x48) => PowerOn();

    public override void PowerOn()
    {
        Define(0, 0x8000);
        Define(1, 0x0220, 0x0FFE);
        Define(2, 0x6000, 0xFFFF);
        Define(3, 0x8000, 0xFFFF);
        Define(0x0F, 0x0117);
    }

    public void Convert(int raw)
    {
        this[0] = (ushort)raw;
        this[1] |= 0x2000;
    }

    protected override void WasRead(byte register)
    {
        if (register is 0 or 1)
        {
            this[1] &= ~0x2000UL;
        }
    }
}
