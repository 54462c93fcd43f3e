using System.Diagnostics;
using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;

namespace EdgeKit.Demo.Tablets;

/// <summary>One of the stall's tablets, with somebody at it who serves one customer after the other.</summary>
internal sealed class Tablet(string name, TillClient till, Shelf shelf, Tally tally, Chance chance, TimeProvider time)
{
    private const int Remembered = 20;

    private readonly Queue<OrderReceipt> _open = new();
    private readonly Queue<OrderReceipt> _paid = new();
    private int _baskets;

    /// <summary>Serves until stopped; the customer at the till is served to the end.</summary>
    /// <param name="pace">How long it takes from one customer to the next.</param>
    /// <param name="stopping">No further customer.</param>
    /// <param name="cancellationToken">Drop everything.</param>
    public async Task RunAsync(Func<TimeSpan> pace, CancellationToken stopping, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(chance.Pause(pace()) + TimeSpan.FromMilliseconds(150), time, stopping);
                await ServeAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The evening is over.
        }
    }

    /// <summary>Does the next thing.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        switch (TabletHabits.Next(chance, _open.Count, _paid.Count, shelf.ToRestock() is not null))
        {
            case TabletDeed.Order:
                await OrderAsync(shelf.Pick(chance), cancellationToken);
                break;
            case TabletDeed.Pay:
                await PayAsync(_open.Dequeue(), cancellationToken);
                break;
            case TabletDeed.Void:
                await VoidAsync(_open.Dequeue(), cancellationToken);
                break;
            case TabletDeed.Refund:
                await RefundAsync(_paid.Dequeue(), cancellationToken);
                break;
            case TabletDeed.Restock:
                await RestockAsync(cancellationToken);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Takes an order; what is sold out is left away, if the customer still wants the rest.</summary>
    public async Task OrderAsync(IReadOnlyList<SkuQuantity> lines, CancellationToken cancellationToken)
    {
        var payment = TabletHabits.Payment(chance, mayWait: true);
        var note = string.Create(CultureInfo.InvariantCulture, $"{name}, basket {++_baskets}");
        while (lines.Count > 0)
        {
            switch (await till.OrderAsync(new OrderSubmission(lines, payment, Note: note), cancellationToken))
            {
                case Answer<OrderReceipt>.Done(var receipt):
                    tally.Accepted(receipt);
                    Remember(receipt.Status == OrderStatus.Open ? _open : _paid, receipt);
                    return;
                case Answer<OrderReceipt>.Refused({ Type: ProblemTypes.OutOfStock, Available: { } available }):
                    tally.SoldOut();
                    lines = Without(lines, available);
                    break;
                case Answer<OrderReceipt>.Refused(var problem):
                    tally.Refused(problem);
                    return;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private static void Remember(Queue<OrderReceipt> queue, OrderReceipt receipt)
    {
        if (queue.Count == Remembered)
        {
            queue.Dequeue();
        }

        queue.Enqueue(receipt);
    }

    private List<SkuQuantity> Without(IReadOnlyList<SkuQuantity> lines, IReadOnlyDictionary<string, long> available)
    {
        foreach (var (sku, left) in available)
        {
            if (left <= 0)
            {
                shelf.SoldOut(sku);
            }
        }

        return
        [
            .. lines
                .Select(line => available.TryGetValue(line.Sku, out var left) ? line with { Quantity = (int)Math.Min(left, line.Quantity - 1) } : line)
                .Where(static line => line.Quantity > 0),
        ];
    }

    private async Task PayAsync(OrderReceipt order, CancellationToken cancellationToken)
    {
        if (Changed(await till.PayAsync(order.OrderId, new PayRequest(TabletHabits.Payment(chance, mayWait: false)), cancellationToken)))
        {
            Remember(_paid, order);
        }
    }

    private async Task VoidAsync(OrderReceipt order, CancellationToken cancellationToken) =>
        Changed(await till.VoidAsync(order.OrderId, new TakeBackRequest("Changed their mind", Restock: true), cancellationToken));

    private async Task RefundAsync(OrderReceipt order, CancellationToken cancellationToken) =>
        Changed(await till.RefundAsync(order.OrderId, new TakeBackRequest("Not as expected", Restock: chance.Happens(0.5)), cancellationToken));

    private bool Changed(Answer<OrderChange> answer)
    {
        switch (answer)
        {
            case Answer<OrderChange>.Done:
                tally.Changed();
                return true;
            case Answer<OrderChange>.Refused(var problem):
                tally.Refused(problem);
                return false;
            default:
                throw new UnreachableException();
        }
    }

    private async Task RestockAsync(CancellationToken cancellationToken)
    {
        if (shelf.ToRestock() is not { } sku)
        {
            return;
        }

        switch (await till.ReceiveAsync(sku, new StockChange(chance.Between(8, 30), "Fresh from the kitchen", name), cancellationToken))
        {
            case Answer<StockChanged>.Done:
                shelf.Back(sku);
                tally.Restocked();
                break;
            case Answer<StockChanged>.Refused(var problem):
                tally.Refused(problem);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
