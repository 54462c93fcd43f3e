using EdgeKit.Contracts.Log.Compact;

namespace EdgeKit.Contracts.Uplink.Line;

/// <summary>The answer to a <see cref="LineQuestion"/>.</summary>
/// <param name="Id">Of the question.</param>
/// <param name="Status">As of HTTP.</param>
/// <param name="Body">The body; packed where <paramref name="Length"/> says so.</param>
/// <param name="Length">The bytes of a packed body once unpacked; 0 for one that is not.</param>
/// <param name="Next">What <c>Edge-Next</c> would say; 0 for nothing.</param>
public sealed record LineReply(int Id, int Status, ReadOnlyMemory<byte> Body, int Length = 0, long Next = 0)
{
    internal ReadOnlyMemory<byte> Write()
    {
        var writer = new ProtoWriter();
        writer.Unsigned(1, (ulong)Id);
        writer.Unsigned(2, (ulong)Status);
        if (Body.Length > 0)
        {
            writer.Bytes(3, Body.Span);
        }

        writer.Unsigned(4, (ulong)Length);
        writer.Unsigned(5, (ulong)Next);
        return writer.Written;
    }

    internal static LineReply Read(ReadOnlySpan<byte> bytes)
    {
        var reply = new LineReply(0, 0, default);
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reply = reply with { Id = reader.Small() };
                    break;
                case 2:
                    reply = reply with { Status = reader.Small() };
                    break;
                case 3:
                    reply = reply with { Body = reader.Bytes().ToArray() };
                    break;
                case 4:
                    reply = reply with { Length = reader.Small() };
                    break;
                case 5:
                    reply = reply with { Next = reader.Sequence() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reply;
    }
}
