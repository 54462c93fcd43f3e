namespace EdgeKit.Devices.Tests.Models;

/// <summary>INA3221 as its data sheet has it.</summary>
public sealed class Ina3221Model : RegisterModel
{
    public Ina3221Model()
        : base(0x40) => PowerOn();

    public IList<double> BusVolts { get; } = new double[3];

    public IList<double> ShuntVolts { get; } = new double[3];

    public override void PowerOn()
    {
        Define(0, 0x7127, 0xFFFF);
        for (byte register = 1; register <= 6; register++)
        {
            Define(register, 0);
        }

        Define(0x0F, 0x0002, 0x7C00);
        Define(0xFE, 0x5449);
        Define(0xFF, 0x3220);
    }

    public void Convert()
    {
        for (var channel = 0; channel < 3; channel++)
        {
            if ((this[0] & (0x4000UL >> channel)) != 0)
            {
                this[(byte)(1 + (2 * channel))] = (ushort)(Clamp(ShuntVolts[channel], 40e-6, -4096, 4095) << 3);
                this[(byte)(2 + (2 * channel))] = (ushort)(Clamp(BusVolts[channel], 8e-3, 0, 4095) << 3);
            }
        }

        this[0x0F] |= 1;
    }

    protected override void Written(byte register)
    {
        if (register == 0)
        {
            this[0x0F] &= ~1UL;
        }
    }

    protected override void WasRead(byte register)
    {
        if (register == 0x0F)
        {
            this[0x0F] &= ~1UL;
        }
    }
}
