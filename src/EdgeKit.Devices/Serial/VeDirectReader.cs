using System.Text;

namespace EdgeKit.Devices.Serial;

/// <summary>
/// Finds blocks in the bytes of a VE.Direct port, however they are cut up (Victron: VE.Direct Protocol, text mode and its checksum; VE.Direct HEX
/// Protocol, how its frames mix with text). A block is lines of carriage return, line feed, label, tab, value; its last line's value is one byte, of any
/// value, that makes the sum of all bytes of the block 0 modulo 256.
/// </summary>
/// <remarks>
/// What always holds: it keeps at most one block of bounded size, and whatever came before, the second whole block after a disturbance is found. Frames of
/// HEX mode, from a colon to a line feed, may stand anywhere but in the checksum; they are skipped and count for no sum.
/// </remarks>
public sealed class VeDirectReader
{
    /// <summary>The longest label, in bytes. The protocol document reserves 9.</summary>
    public const int LongestLabel = 16;

    /// <summary>The longest value, in bytes. The protocol document reserves 33.</summary>
    public const int LongestValue = 64;

    /// <summary>Lines in one block. The protocol document says 22 at most.</summary>
    public const int MostFields = 32;

    /// <summary>The longest frame of HEX mode, in digits.</summary>
    public const int LongestHex = 256;

    private const byte Return = (byte)'\r';
    private const byte LineFeed = (byte)'\n';
    private const byte Tab = (byte)'\t';
    private const byte Colon = (byte)':';

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private readonly byte[] _line = new byte[LongestLabel + LongestValue];
    private Place _place = Place.Nowhere;
    private Place _placeBeforeHex;
    private int _labelLength;
    private int _valueLength;
    private int _hexLength;
    private byte _sum;

    private enum Place
    {
        Nowhere,
        AfterReturn,
        InLabel,
        InValue,
        AtChecksum,
        InHex,
    }

    /// <summary>Blocks that ended with a wrong checksum since the start.</summary>
    public long WrongChecksums { get; private set; }

    /// <summary>Blocks that broke off or were no blocks since the start.</summary>
    public long BrokenBlocks { get; private set; }

    /// <summary>Frames of HEX mode that were skipped since the start.</summary>
    public long HexFrames { get; private set; }

    /// <summary>Takes the next bytes and gives the blocks that they complete, oldest first.</summary>
    public IReadOnlyList<VeDirectBlock> Feed(ReadOnlySpan<byte> bytes)
    {
        List<VeDirectBlock>? blocks = null;
        foreach (var one in bytes)
        {
            if (Take(one) is { } block)
            {
                (blocks ??= []).Add(block);
            }
        }

        return blocks ?? (IReadOnlyList<VeDirectBlock>)[];
    }

    /// <summary>Forgets the block that is under way, as after the port was opened again.</summary>
    public void Reset() => (_place, _sum) = (Place.Nowhere, 0);

    private VeDirectBlock? Take(byte one)
    {
        if (one == Colon && _place != Place.AtChecksum)
        {
            // A colon inside a frame of HEX mode starts the next one: the line feed of the first was lost.
            _placeBeforeHex = _place == Place.InHex ? _placeBeforeHex : _place;
            (_place, _hexLength) = (Place.InHex, 0);
            return null;
        }

        if (_place == Place.InHex)
        {
            TakeHex(one);
            return null;
        }

        _sum += one;
        switch (_place)
        {
            case Place.Nowhere:
                StartAt(one);
                break;
            case Place.AfterReturn when one == LineFeed:
                (_place, _labelLength, _valueLength) = (Place.InLabel, 0, 0);
                break;
            case Place.InLabel when one == Tab:
                _place = Label.SequenceEqual("Checksum"u8) ? Place.AtChecksum : Place.InValue;
                break;
            case Place.InLabel when IsText(one) && _labelLength < LongestLabel:
                _line[_labelLength++] = one;
                break;
            case Place.InValue when one == Return && _fields.Count < MostFields:
                _fields.Add(new(Encoding.ASCII.GetString(Label), Encoding.ASCII.GetString(_line, LongestLabel, _valueLength)));
                _place = Place.AfterReturn;
                break;
            case Place.InValue when IsText(one) && _valueLength < LongestValue:
                _line[LongestLabel + _valueLength++] = one;
                break;
            case Place.AtChecksum:
                return End(one);
            case Place.AfterReturn or Place.InLabel or Place.InValue or Place.InHex:
                BrokenBlocks++;
                StartAt(one);
                break;
        }

        return null;
    }

    private ReadOnlySpan<byte> Label => _line.AsSpan(0, _labelLength);

    private static bool IsText(byte one) => one is >= 0x20 and < 0x7F;

    private void TakeHex(byte one)
    {
        if (one == LineFeed)
        {
            HexFrames++;
            _place = _placeBeforeHex;
        }
        else if (!char.IsAsciiHexDigit((char)one) || ++_hexLength > LongestHex)
        {
            // A colon of noise must not swallow the lines that follow it.
            BrokenBlocks++;
            StartAt(one);
        }
    }

    /// <summary>Between blocks: only a carriage return can start one.</summary>
    private void StartAt(byte one)
    {
        _fields.Clear();
        (_place, _sum) = one == Return ? (Place.AfterReturn, one) : (Place.Nowhere, (byte)0);
    }

    private VeDirectBlock? End(byte one)
    {
        if (_sum == 0)
        {
            var block = new VeDirectBlock([.. _fields]);
            StartAt(0);
            return block;
        }

        // Where the checksum itself was lost, this byte is already the next block's first.
        WrongChecksums++;
        StartAt(one);
        return null;
    }
}
