namespace EdgeKit.Devices.Tests.Models;

/// <summary>INA228 as its data sheet has it: it counts by itself.</summary>
public sealed class Ina228Model : RegisterModel
{
    public Ina228Model()
        : base(0x40) => PowerOn();

    public double BusVolts { get; set; }

    public double ShuntVolts { get; set; }

    public double Celsius { get; set; } = 25;

    public override void PowerOn()
    {
        Define(0, 0, 0xFFF0);
        Define(1, 0xFB68, 0xFFFF);
        Define(2, 0x1000, 0x7FFF);
        Define(4, 0, 0, 3);
        Define(5, 0, 0, 3);
        Define(6, 0);
        Define(7, 0, 0, 3);
        Define(8, 0, 0, 3);
        Define(9, 0, 0, 5);
        Define(10, 0, 0, 5);
        Define(11, 1, 0xF001);
        Define(0x3E, 0x5449);
        Define(0x3F, 0x2281);
    }

    /// <summary>Converts, and then counts for <paramref name="seconds"/>.</summary>
    public void Convert(double seconds = 0)
    {
        var isNarrow = (this[0] & 0x10) != 0;
        var shunt = Clamp(ShuntVolts, isNarrow ? 78.125e-9 : 312.5e-9, -524288, 524287);
        var bus = Clamp(BusVolts, 195.3125e-6, 0, 524287);

        // SHUNT_CAL divides here, other than in the INA226: a coarser step is a larger calibration.
        var current = this[2] == 0 ? 0 : shunt * 4096.0 / this[2];
        this[4] = (uint)shunt << 4;
        this[5] = (uint)bus << 4;
        this[6] = (ushort)Round(Celsius, 7.8125e-3);
        this[7] = (uint)(int)current << 4;
        var power = Math.Abs(current) * bus * 195.3125e-6 / 3.2;
        this[8] = (ulong)power;
        Count(9, power * seconds / 16, 0x800, (1UL << 40) - 1);
        Count(10, current * seconds, 0x400, (1UL << 39) - 1);
        this[11] |= 2UL | (current is < -524288 or > 524287 ? 0x200UL : 0);
    }

    protected override void Written(byte register)
    {
        if (register == 0 && (this[0] & 0x8000) != 0)
        {
            PowerOn();
        }
        else if (register == 0 && (this[0] & 0x4000) != 0)
        {
            this[0] &= ~0x4000UL;
            this[9] = this[10] = 0;
        }

        if (register == 1)
        {
            this[11] &= ~2UL;
        }
    }

    protected override void WasRead(byte register)
    {
        this[11] &= register switch
        {
            9 => ~0x800UL,
            10 => ~0x400UL,
            11 => ~2UL,
            _ => ulong.MaxValue,
        };
    }

    private void Count(byte register, double steps, ulong flag, ulong most)
    {
        var before = register == 10 ? (long)(this[register] << 24) >> 24 : (long)this[register];
        var after = before + (long)Math.Round(steps);
        this[register] = (ulong)after;
        if (after > (long)most)
        {
            this[11] |= flag;
        }
    }
}
