using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>What the cloud says on a kit's line (<c>FromCloud</c> of <c>line-v1.proto</c>).</summary>
public sealed record CloudMessage
{
    /// <summary>The last record that the cloud has on its disk; 0 for none, or for nothing said.</summary>
    public long Ack { get; init; }

    /// <summary>The record that it wants next; 0 for nothing said.</summary>
    public long Expected { get; init; }

    /// <summary>The cursor of what it has for the kit; null for nothing said.</summary>
    public string? Feed { get; init; }

    /// <summary>Its clock in Unix milliseconds; 0 for nothing said.</summary>
    public long Time { get; init; }

    /// <summary>Why it ends the line, as JSON; empty for nothing said.</summary>
    public ReadOnlyMemory<byte> Problem { get; init; }

    /// <summary>A question to the kit.</summary>
    public LineQuestion? Question { get; init; }

    /// <summary>The number of a pulse of the kit's.</summary>
    public int Pulse { get; init; }

    /// <summary>To a question of the kit's.</summary>
    public LineReply? Reply { get; init; }

    /// <summary>Of which log it speaks, where no header says it.</summary>
    public Guid? Incarnation { get; init; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new ProtoWriter();
        writer.Unsigned(1, (ulong)Ack);
        writer.Unsigned(2, (ulong)Expected);
        if (Feed is { } feed)
        {
            writer.Each(3, feed);
        }

        writer.Unsigned(4, (ulong)Time);
        if (Problem.Length > 0)
        {
            writer.Bytes(5, Problem.Span);
        }

        if (Question is { } question)
        {
            writer.Bytes(6, question.Write().Span);
        }

        writer.Unsigned(7, (ulong)Pulse);
        if (Reply is { } reply)
        {
            writer.Bytes(8, reply.Write().Span);
        }

        if (Incarnation is { } incarnation)
        {
            writer.Id(9, incarnation);
        }

        return writer.Written;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CloudMessage Read(ReadOnlySpan<byte> bytes)
    {
        var message = new CloudMessage();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    message = message with { Ack = reader.Sequence() };
                    break;
                case 2:
                    message = message with { Expected = reader.Sequence() };
                    break;
                case 3:
                    message = message with { Feed = reader.Text() };
                    break;
                case 4:
                    message = message with { Time = reader.Sequence() };
                    break;
                case 5:
                    message = message with { Problem = reader.Bytes().ToArray() };
                    break;
                case 6:
                    message = message with { Question = LineQuestion.Read(reader.Bytes()) };
                    break;
                case 7:
                    message = message with { Pulse = reader.Small() };
                    break;
                case 8:
                    message = message with { Reply = LineReply.Read(reader.Bytes()) };
                    break;
                case 9:
                    message = message with { Incarnation = reader.Id() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return message;
    }
}
