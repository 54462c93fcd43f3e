using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>What a kit says on its line (<c>FromKit</c> of <c>line-v1.proto</c>).</summary>
public sealed record KitMessage
{
    /// <summary>A packed batch; empty for none.</summary>
    public ReadOnlyMemory<byte> Records { get; init; }

    /// <summary>Its bytes once unpacked.</summary>
    public int Length { get; init; }

    /// <summary>To a question of the cloud's.</summary>
    public LineReply? Reply { get; init; }

    /// <summary>Beyond 0: the cloud sends it back.</summary>
    public int Pulse { get; init; }

    /// <summary>Whose log it is, where no header says it.</summary>
    public Guid? Incarnation { get; init; }

    /// <summary>A question to the cloud.</summary>
    public LineQuestion? Question { get; init; }

    /// <summary>The first record on its way, where messages may overtake one another; 0 where they cannot.</summary>
    public long Flight { get; init; }

    /// <summary>Whether more records follow at once.</summary>
    public bool More { get; init; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new ProtoWriter();
        if (Records.Length > 0)
        {
            writer.Bytes(1, Records.Span);
            writer.Unsigned(2, (ulong)Length);
        }

        if (Reply is { } reply)
        {
            writer.Bytes(3, reply.Write().Span);
        }

        writer.Unsigned(4, (ulong)Pulse);
        if (Incarnation is { } incarnation)
        {
            writer.Id(5, incarnation);
        }

        if (Question is { } question)
        {
            writer.Bytes(6, question.Write().Span);
        }

        writer.Unsigned(7, (ulong)Flight);
        writer.Unsigned(8, More ? 1UL : 0);
        return writer.Written;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static KitMessage Read(ReadOnlySpan<byte> bytes)
    {
        var message = new KitMessage();
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    message = message with { Records = reader.Bytes().ToArray() };
                    break;
                case 2:
                    message = message with { Length = reader.Small() };
                    break;
                case 3:
                    message = message with { Reply = LineReply.Read(reader.Bytes()) };
                    break;
                case 4:
                    message = message with { Pulse = reader.Small() };
                    break;
                case 5:
                    message = message with { Incarnation = reader.Id() };
                    break;
                case 6:
                    message = message with { Question = LineQuestion.Read(reader.Bytes()) };
                    break;
                case 7:
                    message = message with { Flight = reader.Sequence() };
                    break;
                case 8:
                    message = message with { More = reader.Small() > 0 };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return message;
    }
}
