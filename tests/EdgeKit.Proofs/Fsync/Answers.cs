using System.Runtime.InteropServices;
using System.Text;
using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.Fsync;

/// <summary>When the program began to send the answer that names an order.</summary>
internal static class Answers
{
    private static readonly byte[] Status = "HTTP/1.1 "u8.ToArray();
    private static readonly byte[] Success = "HTTP/1.1 2"u8.ToArray();
    private static readonly byte[] OrderId = "\"orderId\":\""u8.ToArray();

    /// <summary>The orders that answers of 2xx in <paramref name="calls"/> name, each with the entry of the call that sent the answer's first byte.</summary>
    public static Dictionary<Guid, int> Of(IEnumerable<SystemCall> calls)
    {
        var answers = new Dictionary<Guid, int>();
        var open = new Dictionary<string, Connection>(StringComparer.Ordinal);
        foreach (var call in calls.Where(static call => call.IsSend))
        {
            var sent = call.Strings.Count == 1 ? call.Strings[0] : Join(call.Strings);
            if (call.Result is not > 0)
            {
                continue;
            }

            if (!open.TryGetValue(call.Path ?? "", out var connection))
            {
                open[call.Path ?? ""] = connection = new Connection();
            }

            connection.Take(sent.Span[..(int)Math.Min(sent.Length, call.Result.Value)], call.Entered, answers);
        }

        return answers;
    }

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        var joined = new MemoryStream();
        foreach (var part in parts)
        {
            joined.Write(part.Span);
        }

        return joined.ToArray();
    }

    /// <summary>One socket's answers, which may be sent in pieces.</summary>
    private sealed class Connection
    {
        private readonly List<byte> _answer = [];
        private int _began;

        public void Take(ReadOnlySpan<byte> sent, int entered, Dictionary<Guid, int> answers)
        {
            if (sent.StartsWith(Status))
            {
                _answer.Clear();
                _began = entered;
            }

            _answer.AddRange(sent);
            var answer = CollectionsMarshal.AsSpan(_answer);
            var at = answer.IndexOf(OrderId);
            if (answer.StartsWith(Success) && at >= 0 && answer.Length >= at + OrderId.Length + 36)
            {
                answers.TryAdd(Guid.ParseExact(Encoding.ASCII.GetString(answer.Slice(at + OrderId.Length, 36)), "D"), _began);
            }
        }
    }
}
