using System.Buffers;
using System.IO.Pipelines;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>The messages of a line in its bytes: each with its length as a varint before it.</summary>
public static class LineFrames
{
    /// <summary>The media type of both directions.</summary>
    public const string ContentType = "application/vnd.edgekit.line.v1";

    /// <summary>The longest message.</summary>
    public const int MostBytes = 8 << 20;

    private const int LongestLength = 4;

    /// <summary>Writes a message.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(output);
        var span = output.GetSpan(LongestLength);
        var count = 0;
        for (var length = message.Length; ; length >>= 7)
        {
            span[count++] = (byte)(length < 0x80 ? length : length | 0x80);
            if (length < 0x80)
            {
                break;
            }
        }

        output.Advance(count);
        output.Write(message);
    }

    /// <summary>The next message; null at the end, also one in the middle of a message: whoever sent it will say it again.</summary>
    /// <exception cref="FormatException">It has no length, or is too long.</exception>
    public static async ValueTask<byte[]?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, out var message))
            {
                input.AdvanceTo(buffer.Start);
                return message;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                return null;
            }
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[]? message)
    {
        var reader = new SequenceReader<byte>(buffer);
        var length = 0;
        message = null;
        for (var shift = 0; ; shift += 7)
        {
            if (shift == 7 * LongestLength)
            {
                throw new FormatException("a message of the line has no length");
            }

            if (!reader.TryRead(out var next))
            {
                return false;
            }

            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        if (length > MostBytes)
        {
            throw new FormatException("a message of the line is too long");
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        message = buffer.Slice(reader.Position, length).ToArray();
        buffer = buffer.Slice(buffer.GetPosition(length, reader.Position));
        return true;
    }
}
