using System.Text;
using EdgeKit.Proofs.Traces;

namespace EdgeKit.Proofs.Fsync;

/// <summary>
/// Looks in a trace for an order whose answer began before a sync had ended that began after the order's transaction was
/// written. An order is found in the log by its mark, which stands in its record and nowhere else.
/// </summary>
internal static class FsyncCheck
{
    /// <summary>Looks for them.</summary>
    /// <param name="calls">The trace.</param>
    /// <param name="wal">The write-ahead log's path.</param>
    /// <param name="prefix">What every mark begins with; a mark ends before the next quotation mark.</param>
    /// <param name="orders">The orders that a client was told of, by mark.</param>
    public static FsyncReport Run(IReadOnlyList<SystemCall> calls, string wal, string prefix, IReadOnlyDictionary<string, Guid> orders)
    {
        var log = WalTrace.Of(calls, wal);
        var written = FirstWritten(log, prefix);
        var answers = Answers.Of(calls);
        var violations = new List<string>();
        var batches = new HashSet<WalTransaction>();
        foreach (var (mark, orderId) in orders)
        {
            if (!answers.TryGetValue(orderId, out var answered))
            {
                violations.Add($"'{mark}': the trace shows no answer that names {orderId}");
            }
            else if (!written.TryGetValue(mark, out var transaction))
            {
                violations.Add($"'{mark}': answered, and in no transaction of the log");
            }
            else if (transaction.Written >= answered)
            {
                violations.Add($"'{mark}': answered at {answered}, its transaction was written until {transaction.Written}");
            }
            else if (log.SyncOf(transaction) is not { } sync || sync.Left >= answered)
            {
                violations.Add($"'{mark}': answered at {answered}, before a sync was done that began after its transaction was written at {transaction.Written}");
            }
            else
            {
                batches.Add(transaction);
            }
        }

        return new FsyncReport(orders.Count, log.Transactions.Count, batches.Count, log.Syncs, violations);
    }

    private static Dictionary<string, WalTransaction> FirstWritten(WalTrace log, string prefix)
    {
        var first = new Dictionary<string, WalTransaction>(StringComparer.Ordinal);
        var begins = Encoding.UTF8.GetBytes(prefix);
        foreach (var transaction in log.Transactions)
        {
            foreach (var write in transaction.Writes)
            {
                var rest = write.Strings[0].Span;
                for (var at = rest.IndexOf(begins); at >= 0; at = rest.IndexOf(begins))
                {
                    rest = rest[at..];
                    var end = rest.IndexOf((byte)'"');
                    if (end > 0)
                    {
                        first.TryAdd(Encoding.UTF8.GetString(rest[..end]), transaction);
                    }

                    rest = rest[begins.Length..];
                }
            }
        }

        return first;
    }
}
