using System.Device.I2c;
using System.Globalization;

namespace EdgeKit.Devices.Tests.Models;

/// <summary>A chip on a bus that can fail, in the words of System.Device.Gpio 4.2.0.</summary>
public abstract class ModelDevice(int address) : I2cDevice
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [5] = "Input/output error",
        [11] = "Resource temporarily unavailable",
        [19] = "No such device",
        [110] = "Connection timed out",
        [121] = "Remote I/O error",
    };

    private readonly Queue<int> _failures = new();

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    /// <summary>What every byte reads as: 0xFF is a bus that floats. Null for what the chip says.</summary>
    public byte? Garbage { get; set; }

    /// <summary>How many transactions there were.</summary>
    public int Transactions { get; private set; }

    public bool IsDisposed { get; private set; }

    public static IOException Failure(int number) => new(Names.TryGetValue(number, out var name)
        ? $"Error {number} ({name}) performing I2C data transfer."
        : string.Create(CultureInfo.InvariantCulture, $"Error {number} performing I2C data transfer."));

    /// <summary>The next transaction fails with this error number.</summary>
    public void FailNext(int number) => _failures.Enqueue(number);

    public override void Read(Span<byte> buffer)
    {
        StartTransaction();
        Give(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        StartTransaction();
        Take(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        StartTransaction();
        Take(writeBuffer);
        Give(readBuffer);
    }

    protected abstract void OnWrite(ReadOnlySpan<byte> bytes);

    protected abstract void OnRead(Span<byte> bytes);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void StartTransaction()
    {
        Transactions++;
        if (_failures.TryDequeue(out var number))
        {
            throw Failure(number);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (Garbage is null)
        {
            OnWrite(bytes);
        }
    }

    private void Give(Span<byte> bytes)
    {
        if (Garbage is { } garbage)
        {
            bytes.Fill(garbage);
            return;
        }

        OnRead(bytes);
    }
}
