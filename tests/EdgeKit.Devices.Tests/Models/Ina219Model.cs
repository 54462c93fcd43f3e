namespace EdgeKit.Devices.Tests.Models;

/// <summary>INA219 as its data sheet has it.</summary>
public sealed class Ina219Model : RegisterModel
{
    public Ina219Model()
        : base(0x40) => PowerOn();

    public double BusVolts { get; set; }

    public double ShuntVolts { get; set; }

    public override void PowerOn()
    {
        Define(0, 0x399F, 0xBFFF);
        Define(1, 0);
        Define(2, 0);
        Define(3, 0);
        Define(4, 0);
        Define(5, 0, 0xFFFE);
    }

    /// <summary>One conversion of both voltages.</summary>
    public void Convert()
    {
        var range = 4000 << ((int)(this[0] >> 11) & 3);
        var shunt = Clamp(ShuntVolts, 10e-6, -range, range);
        var bus = Clamp(BusVolts, 4e-3, 0, (this[0] & 0x2000) != 0 ? 8000 : 4000);
        var current = (long)shunt * (long)this[5] / 4096;
        var power = Math.Abs(current) * bus / 5000;
        var overflow = current is < short.MinValue or > short.MaxValue || power > ushort.MaxValue;
        this[1] = (ushort)shunt;
        this[2] = (ushort)((bus << 3) | 2 | (overflow ? 1 : 0));
        this[3] = (ushort)power;
        this[4] = (ushort)current;
    }

    protected override void Written(byte register)
    {
        if (register == 0 && (this[0] & 0x8000) != 0)
        {
            PowerOn();
        }

        if (register == 0)
        {
            this[2] &= ~2UL;
        }
    }

    protected override void WasRead(byte register)
    {
        if (register == 3)
        {
            this[2] &= ~2UL;
        }
    }
}
