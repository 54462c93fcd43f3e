using System.Globalization;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Ledger.Demand;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Writing;

namespace EdgeKit.Ledger.Orders;

/// <summary>Accepts an order if the stock allows.</summary>
internal sealed class SubmitOrder(IdempotencyKey key, OrderDraft draft, string receiptPrefix, IPromiseEstimate promises, string? by = null) : KeyedCommand(key)
{
    protected override CommandResult DecideFirst(LedgerBatch batch)
    {
        var state = batch.State;
        var hold = draft.HoldId is { } id ? state.Holds.Find(id) : null;
        if (hold is null && draft.HoldId is { } unknown)
        {
            return new CommandResult.Refused(HoldProblems.NotFound($"{unknown:D}", "holdId"));
        }

        // A hold that has ended is no reason to refuse what is there all the same.
        var own = hold is { IsActive: true } ? hold : null;
        if (batch.WhyNot(Key.Hash, draft.Wanted, own, hold is { IsActive: false } ended ? HoldRules.Say(ended.State) : null) is { } refused)
        {
            return refused;
        }

        var seq = batch.NextSeq;
        var orderId = OrderIds.Of(state.Incarnation, seq);
        var receipt = string.Create(CultureInfo.InvariantCulture, $"{receiptPrefix}-{state.Head.Orders + 1:0000}");
        var promise = promises.For(seq, receipt, state.Acknowledged);
        var body = new OrderAcceptedBody(orderId, receipt, draft.Status, draft.Lines, draft.Total, draft.Payment, draft.Customer, draft.Note, by);
        var answer = JsonSerializer.SerializeToUtf8Bytes(
            new OrderReceipt(orderId, receipt, seq, draft.Total, draft.Status, promise), ContractsJson.Default.OrderReceipt);

        batch.Append(RecordTypes.OrderAccepted, JsonSerializer.SerializeToUtf8Bytes(body, ContractsJson.Default.OrderAcceptedBody), Key, answer);
        foreach (var (sku, quantity) in draft.Wanted)
        {
            var counters = state.Stock[sku];
            batch.SetStock(sku, counters with { Consumed = counters.Consumed + quantity });
            batch.Asked.Add(new Asked(Key.Hash, sku, quantity, IsMet: true));
        }

        if (own is not null)
        {
            batch.ChangeHolds().End(own, HoldState.Committed);
        }

        batch.News.Add(new OrderNews(orderId, receipt, seq, draft.Status, draft.Total, RecordTypes.OrderAccepted, promise));
        return new CommandResult.Accepted(201, answer, $"/api/v1/orders/{orderId:D}");
    }
}
