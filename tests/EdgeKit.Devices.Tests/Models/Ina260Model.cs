namespace EdgeKit.Devices.Tests.Models;

/// <summary>INA260 as its data sheet has it.</summary>
public sealed class Ina260Model : RegisterModel
{
    public Ina260Model()
        : base(0x40) => PowerOn();

    public double BusVolts { get; set; }

    public double Amperes { get; set; }

    public override void PowerOn()
    {
        Define(0, 0x6127, 0x8FFF);
        Define(1, 0);
        Define(2, 0);
        Define(3, 0);
        Define(6, 0, 0xFC03);
        Define(7, 0, 0xFFFF);
        Define(0xFE, 0x5449);
        Define(0xFF, 0x2270);
    }

    public void Convert()
    {
        var current = Clamp(Amperes, 1.25e-3, short.MinValue, short.MaxValue);
        var bus = Clamp(BusVolts, 1.25e-3, 0, short.MaxValue);
        var power = (long)(Math.Abs((double)current) * bus * 1.25e-3 * 1.25e-3 / 10e-3);
        this[1] = (ushort)current;
        this[2] = (ushort)bus;
        this[3] = (ushort)power;
        this[6] = (this[6] & ~4UL) | 8 | (power > ushort.MaxValue ? 4UL : 0);
    }

    protected override void Written(byte register)
    {
        if (register == 0)
        {
            this[6] &= ~8UL;
        }
    }

    protected override void WasRead(byte register)
    {
        if (register == 6)
        {
            this[6] &= ~0x18UL;
        }
    }
}
