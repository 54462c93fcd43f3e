using System.Text;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Idempotency;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Writing;
using EdgeKit.Simulation.Kits;
using EdgeKit.Testing;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Simulation.Schedules;

/// <summary>Those who sell, hold, take back, receive and count at kits, and buy in the shop; and who write down what they were told.</summary>
internal sealed class Callers(ScheduleWorld world)
{
    private const int MostKept = 20;

    private static readonly Assortment Assortment = new();
    private static readonly NoPromise Promises = new();
    private static readonly HoldOptions Limits = TestSettings.Of(Path.GetTempPath()).Read("orders", EdgeKit.Ledger.LedgerOptions.Read).Holds;

    private readonly List<(string Key, IReadOnlyList<SkuQuantity> Lines)> _shopOrders = [];

    /// <summary>One of them does something.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var stall = world.Stall();
        switch (world.Random.Next(12))
        {
            case 0 or 1:
                await SellInShopAsync(cancellationToken);
                break;
            case 2:
                await ReceiveAsync(cancellationToken);
                break;
            case var _ when !stall.Kit.IsOn:
                break;
            case 3 when stall.Requests.Count > 0:
                await AskAsync(stall, stall.Requests[world.Random.Next(stall.Requests.Count)]);
                break;
            case 4:
                await AskAsync(stall, Change(world.Chance(30) && stall.Kit.State.Stock.Count > 0, stall.Kit, world.Sku()));
                break;
            case 5 or 6:
                await HoldAsync(stall);
                break;
            case 7 when stall.Orders.Count > 0:
                await AskAsync(stall, TakeBack(stall.Orders[world.Random.Next(stall.Orders.Count)]));
                break;
            default:
                await AskAsync(stall, Order(Some(2), hold: null));
                break;
        }
    }

    private static IdempotencyKey Key(string mark)
    {
        _ = IdempotencyKey.TryCreate(mark, "simulation", Encoding.UTF8.GetBytes(mark), out var key);
        return key;
    }

    private static (HistoryOutcome Outcome, HistoryAnswer Answer) Told(CommandResult result) => result switch
    {
        CommandResult.Accepted(var status, var answer, _) => (HistoryOutcome.Ok, HistoryAnswer.Of(status, answer.Span)),
        CommandResult.Replayed(var status, var answer) => (HistoryOutcome.Ok, HistoryAnswer.Of(status, answer.Span)),
        CommandResult.OutOfStock or CommandResult.NotAllowed => (HistoryOutcome.Fail, new HistoryAnswer(409)),
        CommandResult.Refused(var problem) => (HistoryOutcome.Fail, new HistoryAnswer(problem.Problem.Status, Problem: problem.Problem.Type)),
        CommandResult.Invalid => (HistoryOutcome.Fail, new HistoryAnswer(400)),
        CommandResult.NotFound => (HistoryOutcome.Fail, new HistoryAnswer(404)),
        var other => throw new InvalidOperationException($"A kit answers {other}."),
    };

    private IReadOnlyList<SkuQuantity> Some(int most) => [new SkuQuantity(world.Sku(), 1 + world.Random.Next(most))];

    private KitRequest Order(IReadOnlyList<SkuQuantity> lines, Guid? hold)
    {
        var mark = world.Mark("order");
        var draft = OrderRules.Draft(new OrderSubmission(lines, new Payment(PaymentMethod.Cash), hold, Note: mark), Assortment, "EUR").Draft!;
        return new KitRequest(HistoryOperation.Order, mark, lines, hold, () => new SubmitOrder(Key(mark), draft, "1", Promises));
    }

    private KitRequest TakeBack(Guid order)
    {
        var mark = world.Mark("back");
        var isRefund = world.Chance(50);
        var request = new TakeBackRequest(mark, Restock: world.Chance(70));
        return new KitRequest(
            isRefund ? HistoryOperation.Refund : HistoryOperation.Void, mark, [], order, () => new TakeBackOrder(Key(mark), order, request, isRefund, Promises));
    }

    private KitRequest Change(bool isCount, SimulatedKit kit, string sku)
    {
        var mark = world.Mark(isCount ? "count" : "receipt");
        var expected = kit.State.Stock.GetValueOrDefault(sku).Available;
        var quantity = isCount ? (int)Math.Max(0, expected - world.Random.Next(-1, 2)) : 1 + world.Random.Next(2);
        return new KitRequest(
            isCount ? HistoryOperation.Count : HistoryOperation.Receive,
            mark,
            [new SkuQuantity(sku, quantity)],
            Subject: null,
            () => new ChangeStock(Key(mark), sku, new StockChange(quantity, mark, "somebody"), isCount));
    }

    private async Task HoldAsync(ScheduleStall stall)
    {
        var holds = stall.Holds;
        if (holds.Count == 0 || world.Chance(40))
        {
            var lines = Some(2);
            await AskAsync(stall, Place(world.Mark("cart"), lines, id: null));
            return;
        }

        var (id, cart, line) = holds[world.Random.Next(holds.Count)];
        switch (world.Random.Next(5))
        {
            case 0:
                await AskAsync(stall, new KitRequest(HistoryOperation.ReleaseHold, world.Mark("release"), [], id, () => new MoveHold(id, HoldStep.Release)));
                break;
            case 1:
                await AskAsync(stall, Place(cart, Some(2), id));
                break;
            case 2:
                // A hold that is being paid lasts longer than it said; nobody need write that down.
                await stall.Kit.RunAsync(new MoveHold(id, HoldStep.Pay));
                world.Tally.Add("payments of holds");
                break;
            default:
                await AskAsync(stall, Order([line], id));
                break;
        }
    }

    private KitRequest Place(string cart, IReadOnlyList<SkuQuantity> lines, Guid? id)
    {
        var request = new HoldRequest(cart, lines, 10 + world.Random.Next(120));
        var draft = HoldRules.Draft(request, Assortment, Limits.Ttl, device: null).Draft!;
        return new KitRequest(id is null ? HistoryOperation.Hold : HistoryOperation.ReplaceHold, cart, lines, id, () => new PlaceHold(id, draft, Limits));
    }

    private async Task AskAsync(ScheduleStall stall, KitRequest request)
    {
        var cut = world.Chance(4) ? (world.Chance(50) ? PowerCut.BeforeCommit : PowerCut.AfterCommit) : PowerCut.None;
        var begun = world.Tick();
        var (isTold, result) = await stall.Kit.RunAsync(request.Command(), cut);
        var ended = world.Tick();
        var isLost = !isTold || world.Chance(5);
        var (outcome, answer) = isLost ? (HistoryOutcome.Unknown, null) : Told(result!);
        world.Calls.Add(new HistoryCall(
            stall.Kit.Id, stall.Kit.Id, request.Operation, KeyOf(request), request.Mark, begun, outcome, request.Lines, isLost ? null : ended, request.Subject, answer));
        world.Tally.Add($"calls {(outcome == HistoryOutcome.Ok ? "done" : outcome == HistoryOutcome.Fail ? "refused" : "without an answer")}");
        world.Tally.Add("power cuts", isTold ? 0 : 1);
        Keep(stall, request, outcome, answer);
    }

    /// <summary>Holds have no key: each of their calls is one of its own.</summary>
    private string KeyOf(KitRequest request) =>
        request.Operation is HistoryOperation.Hold or HistoryOperation.ReplaceHold or HistoryOperation.ReleaseHold ? world.Mark("call") : request.Mark;

    private static void Keep(ScheduleStall stall, KitRequest request, HistoryOutcome outcome, HistoryAnswer? answer)
    {
        if (!stall.Requests.Contains(request))
        {
            stall.Requests.Add(request);
            stall.Requests.RemoveRange(0, Math.Max(0, stall.Requests.Count - MostKept));
        }

        if (outcome == HistoryOutcome.Ok && answer?.Id is { } id)
        {
            if (request.Operation == HistoryOperation.Order && !stall.Orders.Contains(id))
            {
                stall.Orders.Add(id);
            }
            else if (request.Operation is HistoryOperation.Hold or HistoryOperation.ReplaceHold)
            {
                stall.Holds.RemoveAll(hold => hold.Id == id);
                stall.Holds.Add((id, request.Mark, request.Lines[0]));
            }
        }
    }

    private async Task SellInShopAsync(CancellationToken cancellationToken)
    {
        if (_shopOrders.Count == 0 || world.Chance(80))
        {
            _shopOrders.Add((world.Mark("shop"), Some(2)));
        }

        var (key, lines) = _shopOrders[^1];
        var begun = world.Tick();
        var (isSold, answer) = await world.Cloud.SellAsync(key, lines, key, cancellationToken);
        var ended = world.Tick();
        var isLost = world.Chance(10);
        world.Calls.Add(new HistoryCall(
            "shop",
            HistoryCall.Cloud,
            HistoryOperation.ShopOrder,
            key,
            key,
            begun,
            isLost ? HistoryOutcome.Unknown : isSold ? HistoryOutcome.Ok : HistoryOutcome.Fail,
            lines,
            isLost ? null : ended,
            Answer: isLost ? null : answer));
        world.Tally.Add(isSold ? "shop orders" : "shop orders refused");
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var (mark, sku, quantity) = (world.Mark("goods"), world.Sku(), 1 + world.Random.Next(4));
        var begun = world.Tick();
        await world.Cloud.ReceiveAsync(mark, sku, quantity, cancellationToken);
        world.Calls.Add(new HistoryCall(
            "store", HistoryCall.Cloud, HistoryOperation.PoolReceive, mark, mark, begun, HistoryOutcome.Ok, [new SkuQuantity(sku, quantity)], world.Tick()));
    }
}
