using System.Buffers.Binary;

namespace EdgeKit.Devices.Tests.Models;

/// <summary>SHT3x as its data sheet has it: commands of two bytes, words with a checksum, silence while there is no result.</summary>
public sealed class Sht3xModel() : ModelDevice(0x44)
{
    private ushort _command;
    private bool _hasResult;

    public ushort Status { get; private set; } = 0x8010;

    public bool IsPeriodic { get; private set; }

    public ushort Temperature { get; set; }

    public ushort Humidity { get; set; }

    /// <summary>Turns bits of the checksums over.</summary>
    public byte Noise { get; set; }

    public void PowerOn() => (Status, IsPeriodic, _hasResult, _command) = (0x8010, false, false, 0);

    public void Convert() => _hasResult = IsPeriodic;

    protected override void OnWrite(ReadOnlySpan<byte> bytes)
    {
        _command = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        switch (_command)
        {
            case 0x2236:
                IsPeriodic = true;
                break;
            case 0x3093:
                (IsPeriodic, _hasResult) = (false, false);
                break;
            case 0x3041:
                Status &= 0x03EF;
                break;
            default:
                break;
        }
    }

    protected override void OnRead(Span<byte> bytes)
    {
        switch (_command)
        {
            case 0xF32D:
                Word(Status, bytes);
                break;
            case 0xE000 when _hasResult:
                Word(Temperature, bytes);
                Word(Humidity, bytes[3..]);
                _hasResult = false;
                break;
            default:
                throw Failure(121);
        }
    }

    // Bit by bit over the whole message, rather than the driver's way.
    private static byte Checksum(ushort word)
    {
        var register = 0xFF;
        for (var bit = 15; bit >= 0; bit--)
        {
            var isSet = ((register >> 7) & 1) != ((word >> bit) & 1);
            register = ((register << 1) & 0xFF) ^ (isSet ? 0x31 : 0);
        }

        return (byte)register;
    }

    private void Word(ushort word, Span<byte> into)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, word);
        into[2] = (byte)(Checksum(word) ^ Noise);
    }
}
