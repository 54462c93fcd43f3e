using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Orders;

/// <summary>Voids or refunds an order, or some of its lines.</summary>
internal sealed class TakeBackOrder(IdempotencyKey key, Guid orderId, TakeBackRequest request, bool refund, IPromiseEstimate promises, string? by = null)
    : ChangeOrder(key, orderId, promises)
{
    protected override CommandResult Decide(LedgerBatch batch, long orderSeq, OrderAcceptedBody order, OrderState state)
    {
        if (OrderRules.WhyNotTakeBack(state, refund) is { } why)
        {
            return new CommandResult.NotAllowed(why);
        }

        var left = OrderRules.Left(order, state);
        var lines = request.Lines is null ? left : OrderRules.PerSku(request.Lines);
        foreach (var line in lines)
        {
            var most = left.FirstOrDefault(sold => string.Equals(sold.Sku, line.Sku, StringComparison.Ordinal))?.Quantity ?? 0;
            if (line.Quantity > most)
            {
                return new CommandResult.Invalid(
                    "lines", string.Create(CultureInfo.InvariantCulture, $"Of '{line.Sku}' the order has {most} left, not {line.Quantity}."));
            }
        }

        if (request.Restock)
        {
            foreach (var (sku, quantity) in lines)
            {
                var counters = batch.State.Stock.GetValueOrDefault(sku);
                batch.SetStock(sku, counters with { PutBack = counters.PutBack + quantity });
            }
        }

        var amount = OrderRules.AmountOf(order, lines);
        var after = OrderRules.TakeBack(order, state, lines, refund);
        var body = new OrderTakenBackBody(order.OrderId, after.Status, lines, amount, request.Restock, request.Reason, by);
        return Change(
            batch,
            orderSeq,
            order,
            after,
            refund ? RecordTypes.OrderRefunded : RecordTypes.OrderVoided,
            JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.OrderTakenBackBody),
            amount);
    }
}
