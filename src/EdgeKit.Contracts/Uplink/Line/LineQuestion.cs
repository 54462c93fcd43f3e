using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>A question on a line.</summary>
/// <param name="Id">From 1, and not one that is still open.</param>
/// <param name="Target">What is asked for: a path with its query.</param>
/// <param name="Body">What goes with it.</param>
public sealed record LineQuestion(int Id, string Target, ReadOnlyMemory<byte> Body = default)
{
    internal ReadOnlyMemory<byte> Write()
    {
        var writer = new ProtoWriter();
        writer.Unsigned(1, (ulong)Id);
        writer.Text(2, Target);
        if (Body.Length > 0)
        {
            writer.Bytes(3, Body.Span);
        }

        return writer.Written;
    }

    internal static LineQuestion Read(ReadOnlySpan<byte> bytes)
    {
        var question = new LineQuestion(0, "");
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    question = question with { Id = reader.Small() };
                    break;
                case 2:
                    question = question with { Target = reader.Text() };
                    break;
                case 3:
                    question = question with { Body = reader.Bytes().ToArray() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return question;
    }
}
