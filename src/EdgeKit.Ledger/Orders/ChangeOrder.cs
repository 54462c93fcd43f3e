using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Orders;

/// <summary>A change of an order that was accepted before.</summary>
internal abstract class ChangeOrder(IdempotencyKey key, Guid orderId, IPromiseEstimate promises) : KeyedCommand(key)
{
    protected sealed override CommandResult DecideFirst(LedgerBatch batch)
    {
        if (OrderIds.SeqOf(batch.State.Incarnation, orderId) is not { } seq
            || batch.Store.FindRecord(seq) is not { Type: RecordTypes.OrderAccepted } record)
        {
            return new CommandResult.NotFound($"This kit has no order {orderId:D}.");
        }

        var order = JsonSerializer.Deserialize(record.Body.Span, ContractsJson.Default.OrderAcceptedBody)!;
        return Decide(batch, seq, order, batch.Store.FindOrderState(seq) ?? OrderState.Of(order));
    }

    /// <summary>Decides the change of an order that exists.</summary>
    protected abstract CommandResult Decide(LedgerBatch batch, long orderSeq, OrderAcceptedBody order, OrderState state);

    /// <summary>Writes the change.</summary>
    protected CommandResult Change(LedgerBatch batch, long orderSeq, OrderAcceptedBody order, OrderState after, string type, byte[] body, Money amount)
    {
        var seq = batch.NextSeq;
        var promise = promises.For(seq, order.Receipt, batch.State.Acknowledged);
        var answer = JsonSerializer.SerializeToUtf8Bytes(
            new OrderChange(order.OrderId, order.Receipt, seq, after.Status, amount, promise), ContractsJson.Default.OrderChange);
        batch.Append(type, body, Key, answer);
        batch.Store.PutOrderState(orderSeq, after);
        batch.News.Add(new OrderNews(order.OrderId, order.Receipt, seq, after.Status, amount, type, promise));
        return new CommandResult.Accepted(StatusOf(type), answer, Location: null);
    }
}
