using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>Every single change of a right history, with what it must come to.</summary>
internal static class Mutations
{
    public static IEnumerable<Mutation> Of(Run run)
    {
        var ledgers = run.Ledgers();
        return Calls(run.Calls, ledgers).Concat(Records(run.Calls, ledgers)).Concat(Cloud(run.Calls, ledgers));
    }

    private static IEnumerable<Mutation> Calls(List<HistoryCall> calls, FinalLedgers ledgers)
    {
        var marks = ledgers.Kits.SelectMany(static kit => new LogReplay(kit, 0, new Violations()).Entries).Select(static entry => entry.Mark)
            .Concat(ledgers.Cloud!.ShopOrders!.Select(static order => order.Reference)).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < calls.Count; index++)
        {
            var call = calls[index];
            var isThere = marks.Contains(call.Mark) || (call.Operation == HistoryOperation.PoolReceive && call.Outcome == HistoryOutcome.Ok);
            yield return new Mutation($"call {call.Mark} dropped", isThere, [.. calls.Take(index), .. calls.Skip(index + 1)], ledgers);
            foreach (var outcome in Enum.GetValues<HistoryOutcome>().Where(outcome => outcome != call.Outcome))
            {
                var isWrong = outcome switch
                {
                    HistoryOutcome.Ok => !isThere,
                    HistoryOutcome.Fail => isThere,
                    HistoryOutcome.Unknown => false,
                };
                yield return new Mutation($"call {call.Mark} told as {outcome}", isWrong, [.. calls.Take(index), call with { Outcome = outcome }, .. calls.Skip(index + 1)], ledgers);
            }
        }
    }

    private static IEnumerable<Mutation> Records(List<HistoryCall> calls, FinalLedgers ledgers)
    {
        var done = calls.Where(static call => call.Outcome == HistoryOutcome.Ok).Select(static call => call.Mark).ToHashSet(StringComparer.Ordinal);
        for (var kit = 0; kit < ledgers.Kits.Count; kit++)
        {
            var log = ledgers.Kits[kit];
            var replay = new LogReplay(log, 0, new Violations());
            var acknowledged = ledgers.Cloud!.Acknowledged[log.Incarnation];
            for (var index = 0; index < log.Records.Count; index++)
            {
                var record = log.Records[index];
                var isLast = index == log.Records.Count - 1;
                var isAsked = replay.Entries.Any(entry => entry.Seq == record.Seq && done.Contains(entry.Mark));
                yield return new Mutation(
                    $"record {record.Seq} of {log.Kit} dropped",
                    !isLast || record.Seq <= acknowledged || isAsked || (record.Type == RecordTypes.TransferOut && CameIn(record, ledgers)),
                    calls,
                    With(ledgers, kit, [.. log.Records.Take(index), .. log.Records.Skip(index + 1)]));
                yield return new Mutation(
                    $"record {record.Seq} of {log.Kit} ({record.Type}) doubled",
                    IsWrongAgain(record, log),
                    calls,
                    With(ledgers, kit, Chain(log.Incarnation, [.. log.Records, record])));
                if (Altered(record) is { } altered)
                {
                    yield return new Mutation(
                        $"record {record.Seq} of {log.Kit} ({record.Type}) altered",
                        IsWrong: true,
                        calls,
                        With(ledgers, kit, Chain(log.Incarnation, [.. log.Records.Take(index), altered, .. log.Records.Skip(index + 1)])));
                }
            }
        }
    }

    private static IEnumerable<Mutation> Cloud(List<HistoryCall> calls, FinalLedgers ledgers)
    {
        var cloud = ledgers.Cloud!;
        for (var index = 0; index < cloud.Orders.Count; index++)
        {
            yield return new Mutation($"order {index} of the cloud dropped", true, calls, ledgers with { Cloud = cloud with { Orders = [.. cloud.Orders.Take(index), .. cloud.Orders.Skip(index + 1)] } });
            yield return new Mutation($"order {index} of the cloud doubled", true, calls, ledgers with { Cloud = cloud with { Orders = [.. cloud.Orders, cloud.Orders[index]] } });
        }

        foreach (var sku in cloud.Skus)
        {
            foreach (var (what, altered) in Altered(sku))
            {
                yield return new Mutation($"{what} of the cloud altered", true, calls, ledgers with { Cloud = cloud with { Skus = [.. cloud.Skus.Select(other => other == sku ? altered : other)] } });
            }
        }

        foreach (var log in ledgers.Kits)
        {
            var last = cloud.Acknowledged[log.Incarnation];
            if (last > 0)
            {
                // A grant that was seen changes no figure of the cloud.
                var isWrong = log.Records[(int)last - 1].Type != RecordTypes.GrantAcknowledged;
                var acknowledged = new Dictionary<Guid, long>(cloud.Acknowledged) { [log.Incarnation] = last - 1 };
                yield return new Mutation($"the cloud has one record less of {log.Kit}", isWrong, calls, ledgers with { Cloud = cloud with { Acknowledged = acknowledged } });
            }
        }
    }

    private static IEnumerable<(string What, SkuLedger Sku)> Altered(SkuLedger sku)
    {
        yield return ("total", sku with { Total = sku.Total + 1 });
        yield return ("pool", sku with { Pool = sku.Pool + 1 });
        yield return ("shopSold", sku with { ShopSold = sku.ShopSold + 1 });
        yield return ("poolShort", sku with { PoolShort = 1 });
        for (var index = 0; index < sku.Kits.Count; index++)
        {
            var share = sku.Kits[index];
            KitShare[] altered =
            [
                share with { Granted = share.Granted + 1 },
                share with { Returned = share.Returned + 1 },
                share with { Received = share.Received + 1 },
                share with { Sold = share.Sold + 1 },
                share with { PutBack = share.PutBack + 1 },
                share with { Missing = share.Missing + 1 },
                share with { TransferredIn = share.TransferredIn + 1 },
                share with { TransferredOut = share.TransferredOut + 1 },
            ];
            foreach (var other in altered)
            {
                yield return ($"{other}", sku with { Kits = [.. sku.Kits.Take(index), other, .. sku.Kits.Skip(index + 1)] });
            }
        }
    }

    /// <summary>One more, in the record itself.</summary>
    private static LogRecord? Altered(LogRecord record)
    {
        var body = Encoding.UTF8.GetString(record.Body.Span);
        var at = body.IndexOf("\"quantity\":", StringComparison.Ordinal);
        return at < 0 ? null : record with { Body = Encoding.UTF8.GetBytes(body.Insert(at + 11, "1")) };
    }

    /// <summary>A grant that was seen may be seen again, if it is the last that was; anything else has its effect twice.</summary>
    private static bool IsWrongAgain(LogRecord record, KitLedger log) =>
        record.Type != RecordTypes.GrantAcknowledged || record != log.Records.Last(static other => other.Type == RecordTypes.GrantAcknowledged);

    private static bool CameIn(LogRecord record, FinalLedgers ledgers)
    {
        var kit = ledgers.Kits.Single(kit => kit.Records.Contains(record));
        return ledgers.Kits.SelectMany(static other => new LogReplay(other, 0, new Violations()).In).Any(taken => taken.Body.Incarnation == kit.Incarnation && taken.Body.Seq == record.Seq);
    }

    private static FinalLedgers With(FinalLedgers ledgers, int kit, IReadOnlyList<LogRecord> records) =>
        ledgers with { Kits = [.. ledgers.Kits.Take(kit), ledgers.Kits[kit] with { Records = records }, .. ledgers.Kits.Skip(kit + 1)] };

    /// <summary>Numbers and chains records, as one who forges a log would.</summary>
    private static List<LogRecord> Chain(Guid incarnation, IReadOnlyList<LogRecord> records)
    {
        var chained = new List<LogRecord>(records.Count);
        foreach (var record in records)
        {
            chained.Add(record with { Seq = chained.Count + 1, PrevHash = chained.Count == 0 ? HashChain.Genesis(incarnation) : HashChain.Of(chained[^1]) });
        }

        return chained;
    }
}
