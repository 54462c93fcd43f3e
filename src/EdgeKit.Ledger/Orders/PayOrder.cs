using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Orders;

/// <summary>Records that an open order was paid.</summary>
internal sealed class PayOrder(IdempotencyKey key, Guid orderId, Payment payment, IPromiseEstimate promises, string? by = null) : ChangeOrder(key, orderId, promises)
{
    protected override CommandResult Decide(LedgerBatch batch, long orderSeq, OrderAcceptedBody order, OrderState state)
    {
        if (OrderRules.WhyNotPay(state) is { } why)
        {
            return new CommandResult.NotAllowed(why);
        }

        var amount = OrderRules.AmountOf(order, OrderRules.Left(order, state));
        var body = JsonSerializer.SerializeToUtf8Bytes(new OrderPaidBody(order.OrderId, amount, payment, by), ContractsJson.Default.OrderPaidBody);
        return Change(batch, orderSeq, order, state with { Status = OrderStatus.Paid, Payment = payment }, RecordTypes.OrderPaid, body, amount);
    }
}
