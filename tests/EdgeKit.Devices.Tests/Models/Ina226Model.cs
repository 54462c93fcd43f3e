namespace EdgeKit.Devices.Tests.Models;

/// <summary>INA226 as its data sheet has it.</summary>
public sealed class Ina226Model : RegisterModel
{
    public Ina226Model()
        : base(0x40) => PowerOn();

    public double BusVolts { get; set; }

    public double ShuntVolts { get; set; }

    public override void PowerOn()
    {
        Define(0, 0x4127, 0x8FFF);
        Define(1, 0);
        Define(2, 0);
        Define(3, 0);
        Define(4, 0);
        Define(5, 0, 0x7FFF);
        Define(6, 0, 0xFC03);
        Define(7, 0, 0xFFFF);
        Define(0xFE, 0x5449);
        Define(0xFF, 0x2260);
    }

    public void Convert()
    {
        var shunt = Clamp(ShuntVolts, 2.5e-6, short.MinValue, short.MaxValue);
        var bus = Clamp(BusVolts, 1.25e-3, 0, short.MaxValue);
        var current = (long)shunt * (long)this[5] / 2048;
        var power = Math.Abs(current) * bus / 20000;
        var overflow = current is < short.MinValue or > short.MaxValue || power > ushort.MaxValue;
        this[1] = (ushort)shunt;
        this[2] = (ushort)bus;
        this[3] = (ushort)power;
        this[4] = (ushort)current;
        var alert = ((this[6] & 0x8000) != 0 && shunt > (short)this[7]) || ((this[6] & 0x1000) != 0 && bus < (short)this[7]);
        this[6] = (this[6] & ~4UL) | 8 | (overflow ? 4UL : 0) | (alert ? 0x10UL : 0);
    }

    protected override void Written(byte register)
    {
        if (register == 0 && (this[0] & 0x8000) != 0)
        {
            PowerOn();
        }

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
