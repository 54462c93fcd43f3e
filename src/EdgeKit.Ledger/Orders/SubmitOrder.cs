using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Orders;

/// <summary>Accepts an order if the stock allows.</summary>
internal sealed class SubmitOrder(IdempotencyKey key, OrderDraft draft, string receiptPrefix, IPromiseEstimate promises) : KeyedCommand(key)
{
    protected override CommandResult DecideFirst(LedgerBatch batch)
    {
        var state = batch.State;
        if (batch.WhyNot(Key.Hash, draft.Wanted) is { } refused)
        {
            return refused;
        }

        var seq = batch.NextSeq;
        var orderId = OrderIds.Of(state.Incarnation, seq);
        var receipt = string.Create(CultureInfo.InvariantCulture, $"{receiptPrefix}-{state.Head.Orders + 1:0000}");
        var promise = promises.For(seq, receipt, state.Acknowledged);
        var body = new OrderAcceptedBody(orderId, receipt, draft.Status, draft.Lines, draft.Total, draft.Payment, draft.Customer, draft.Note);
        var answer = JsonSerializer.SerializeToUtf8Bytes(
            new OrderReceipt(orderId, receipt, seq, draft.Total, draft.Status, promise), ContractsJson.Default.OrderReceipt);

        batch.Append(RecordTypes.OrderAccepted, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.OrderAcceptedBody), Key, answer);
        foreach (var (sku, quantity) in draft.Wanted)
        {
            var counters = state.Stock[sku];
            batch.SetStock(sku, counters with { Consumed = counters.Consumed + quantity });
            batch.Asked.Add(new Asked(Key.Hash, sku, quantity, IsMet: true));
        }

        batch.News.Add(new OrderNews(orderId, receipt, seq, draft.Status, draft.Total, RecordTypes.OrderAccepted, promise));
        return new CommandResult.Accepted(201, answer, $"/api/v1/orders/{orderId:D}");
    }
}
