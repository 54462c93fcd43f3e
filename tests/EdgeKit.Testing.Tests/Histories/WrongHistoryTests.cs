using EdgeKit.Testing.Histories;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>One wrong history a rule and more, each wrong in that one way where that can be; a checker that passes one of them is blind to it.</summary>
public sealed class WrongHistoryTests
{
    private static readonly Guid Id = new(99, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8]);

    private static readonly (HistoryRule Rule, string What, Func<IReadOnlyList<Violation>> Check)[] All =
    [
        (HistoryRule.OkOnce, "an order that was accepted is lost", static () => Right(static run => run.Call("row", HistoryOperation.Order, "gone", HistoryOutcome.Ok, Run.Lines("tea", 1)))),
        (HistoryRule.OkOnce, "an order that was accepted is there twice", static () => Right(static run =>
        {
            run.Order(run.Row, "tea", 1);
            run.Row.Order(run.Calls[^1].Mark, Run.Lines("tea", 1));
        })),
        (HistoryRule.OkOnce, "the shop's order is lost", static () => Right(static run => run.ShopOrder("tea", 1), static (_, ledgers) => ledgers with { Cloud = ledgers.Cloud! with { ShopOrders = [] } })),
        (HistoryRule.FailNever, "an order that was refused is there", static () => Right(static run =>
        {
            run.Row.Order("refused", Run.Lines("tea", 1));
            run.Call("row", HistoryOperation.Order, "refused", HistoryOutcome.Fail, Run.Lines("tea", 1), answer: new HistoryAnswer(409));
        })),
        (HistoryRule.FailNever, "the shop's refused order is there", static () => Right(static run =>
        {
            run.ShopOrder("tea", 1);
            run.Calls[^1] = run.Calls[^1] with { Outcome = HistoryOutcome.Fail };
        })),
        (HistoryRule.UnknownAtMostOnce, "an order without an answer is there twice", static () => Right(static run =>
        {
            run.Call("row", HistoryOperation.Order, "unknown", HistoryOutcome.Unknown, Run.Lines("tea", 1));
            run.Row.Order("unknown", Run.Lines("tea", 1));
            run.Row.Order("unknown", Run.Lines("tea", 1));
        })),
        (HistoryRule.OneAnswer, "a key is answered with another order the second time", static () => Right(static run =>
        {
            run.Order(run.Row, "tea", 1);
            run.Calls.Add(run.Calls[^1] with { Begun = 50, Ended = 51, Answer = new HistoryAnswer(201, Id, 77) });
        })),
        (HistoryRule.AnswerTrue, "the answer names another record", static () => Right(static run =>
        {
            run.Order(run.Row, "tea", 1);
            run.Calls[^1] = run.Calls[^1] with { Answer = new HistoryAnswer(201, Seq: 77) };
        })),
        (HistoryRule.AnswerTrue, "the record has other lines", static () => Right(static run =>
        {
            run.Order(run.Row, "tea", 1);
            run.Calls[^1] = run.Calls[^1] with { Lines = Run.Lines("tea", 2) };
        })),
        (HistoryRule.NothingInvented, "an order is there that nobody sent", static () => Right(static run => run.Row.Order("invented", Run.Lines("tea", 1)))),
        (HistoryRule.NothingInvented, "the shop has an order that nobody sent", static () => Right(static run => run.ShopOrders.Add(new ShopSale(Id, "invented", Run.Lines("tea", 1))))),
        (HistoryRule.OrderOfTime, "an order that was answered before another was sent stands behind it", static () => Right(static run =>
        {
            run.Order(run.Row, "tea", 1);
            run.Order(run.Row, "tea", 1);
            var (one, other) = (run.Calls[^2], run.Calls[^1]);
            run.Calls[^2] = one with { Begun = other.Begun, Ended = other.Ended };
            run.Calls[^1] = other with { Begun = one.Begun, Ended = one.Ended };
        })),
        (HistoryRule.ChainHolds, "a record is another than the next one follows from", static () => Right(
            static run => run.Order(run.Row, "tea", 1),
            static (_, ledgers) => ledgers with { Kits = [ledgers.Kits[0] with { Records = [.. ledgers.Kits[0].Records.Take(1).Select(static record => record with { Hlc = 1 }), .. ledgers.Kits[0].Records.Skip(1)] }, ledgers.Kits[1]] })),
        (HistoryRule.ChainHolds, "a record is missing", static () => Right(
            static run =>
            {
                run.Order(run.Row, "tea", 1);
                run.Order(run.Row, "tea", 1);
            },
            static (_, ledgers) => ledgers with { Kits = [ledgers.Kits[0] with { Records = [ledgers.Kits[0].Records[0], .. ledgers.Kits[0].Records.Skip(2)] }, ledgers.Kits[1]] })),
        (HistoryRule.TakenBackOnce, "an order is voided twice", static () => Right(static run =>
        {
            var order = run.Order(run.Row, "tea", 1);
            run.Void(run.Row, order, "tea", 1);
            run.Void(run.Row, order, "tea", 1);
        })),
        (HistoryRule.NeverBelowZero, "a kit sells more than it has, although another has more", static () => Right(static run => run.Order(run.Corner, "tea", 4))),
        (HistoryRule.NeverBelowZero, "a kit sells first and receives then", static () => Right(static run =>
        {
            run.Order(run.Row, "mug", 1);
            run.Receive(run.Row, "mug", 1);
        })),
        (HistoryRule.NeverBelowZero, "a kit gives what it does not have", static () => Right(static run => run.Transfer(run.Corner, run.Row, "tea", 4))),
        (HistoryRule.NeverOversold, "two kits sell the same unit", static () => Right(
            static run =>
            {
                run.Arrive("hat", 1);
                run.Grant(run.Row, "hat", 1);
                run.Grant(run.Corner, "hat", 1);
                run.Order(run.Row, "hat", 1);
                run.Order(run.Corner, "hat", 1);
            })),
        (HistoryRule.TransfersMatch, "a transfer comes in twice", static () => Right(static run =>
        {
            run.Transfer(run.Row, run.Corner, "tea", 1);
            run.Corner.Take(new Guid(0, 9, 9, [1, 2, 3, 4, 5, 6, 7, 8]), "tea", 1, run.Row, run.Row.Next - 1);
        })),
        (HistoryRule.TransfersMatch, "a transfer goes out twice", static () => Right(static run =>
        {
            var seq = run.Row.Give(Id, "tea", 1, run.Corner);
            run.Corner.Take(Id, "tea", 1, run.Row, seq);
            run.Row.Give(Id, "tea", 1, run.Corner);
        })),
        (HistoryRule.TransfersMatch, "a transfer comes in twice by one id", static () => Right(static run =>
        {
            var seq = run.Row.Give(Id, "tea", 1, run.Corner);
            run.Corner.Take(Id, "tea", 1, run.Row, seq);
            run.Corner.Take(Id, "tea", 1, run.Row, seq);
        })),
        (HistoryRule.TransfersMatch, "a transfer comes in that never went out", static () => Right(static run => run.Corner.Take(Id, "tea", 1, run.Row, run.Row.Next))),
        (HistoryRule.TransfersMatch, "more comes in than went out", static () => Right(static run => run.Corner.Take(Id, "tea", 2, run.Row, run.Row.Give(Id, "tea", 1, run.Corner)))),
        (HistoryRule.TransfersMatch, "another kit takes a transfer", static () => Right(static run => run.Row.Take(Id, "tea", 1, run.Row, run.Row.Give(Id, "tea", 1, run.Corner)))),
        (HistoryRule.GrantsGiven, "a kit saw a grant that nobody gave", static () => Right(static run => run.Row.See("tea", 9))),
        (HistoryRule.GrantsGiven, "what a kit saw granted falls", static () => Right(static run => run.Row.See("tea", 1))),
        (HistoryRule.ReturnsGiven, "a return is counted wrong", static () => Right(static run => run.Row.Return("tea", 1, 2))),
        (HistoryRule.ReturnsGiven, "a kit returns what it sold and took back, again and again", static () => Right(static run =>
        {
            run.Row.Return("tea", 5, 5);
            run.Row.Return("tea", 1, 6);
        })),
        (HistoryRule.HoldKept, "somebody else gets what is held", static () => Right(static run =>
        {
            run.Hold(run.Row, "tea", 5, 60);
            run.Order(run.Row, "tea", 1);
        })),
        (HistoryRule.HoldNotEarly, "a hold expires early", static () => Right(static run =>
        {
            var hold = run.Hold(run.Row, "tea", 5, 60);
            run.Pass(50);
            run.Call("row", HistoryOperation.Order, run.Mark(), HistoryOutcome.Fail, Run.Lines("tea", 5), hold, new HistoryAnswer(409));
        })),
        (HistoryRule.CloudOrdersOnce, "the cloud lost an order", static () => Right(static run => run.Order(run.Row, "tea", 1), static (_, ledgers) => ledgers with { Cloud = ledgers.Cloud! with { Orders = [] } })),
        (HistoryRule.CloudOrdersOnce, "the cloud has an order twice", static () => Right(
            static run => run.Order(run.Row, "tea", 1),
            static (_, ledgers) => ledgers with { Cloud = ledgers.Cloud! with { Orders = [.. ledgers.Cloud.Orders, ledgers.Cloud.Orders[0]] } })),
        (HistoryRule.CloudOrdersOnce, "the cloud has an order of nobody", static () => Right(
            static run => run.Order(run.Row, "tea", 1),
            static (_, ledgers) => ledgers with { Cloud = ledgers.Cloud! with { Orders = [.. ledgers.Cloud.Orders, new CloudOrder(Id, ledgers.Kits[0].Incarnation, 99, "paid", 100)] } })),
        (HistoryRule.CloudCounts, "the cloud counts a sale twice", static () => Right(
            static run => run.Order(run.Row, "tea", 1), static (_, ledgers) => WithTea(ledgers, static tea => tea with { Kits = [tea.Kits[0] with { Sold = 2 }, tea.Kits[1]] }))),
        (HistoryRule.CloudCounts, "the cloud has more records than the kit", static () => Right(
            static run => run.Order(run.Row, "tea", 1),
            static (run, ledgers) => ledgers with { Cloud = ledgers.Cloud! with { Acknowledged = new Dictionary<Guid, long> { [run.Row.Incarnation] = 99, [run.Corner.Incarnation] = 1 } } })),
        (HistoryRule.TotalTrue, "the cloud takes more to exist than arrived", static () => Right(static _ => { }, static (_, ledgers) => WithTea(ledgers, static tea => tea with { Total = tea.Total + 1, Pool = tea.Pool + 1 }))),
        (HistoryRule.PoolNotNegative, "more is granted than there is", static () => Right(static run => run.Grant(run.Row, "tea", 9))),
        (HistoryRule.UnitsExplained, "a unit of the pool is nowhere", static () => Right(static _ => { }, static (_, ledgers) => WithTea(ledgers, static tea => tea with { Pool = tea.Pool - 1 }))),
    ];

    public static TheoryData<string> Whats => [.. All.Select(static wrong => wrong.What)];

    [Theory]
    [MemberData(nameof(Whats))]
    public void A_wrong_history_is_found(string what)
    {
        var (rule, _, check) = All.Single(wrong => wrong.What == what);

        Assert.Contains(check(), violation => violation.Rule == rule);
    }

    [Fact]
    public void Every_rule_has_a_wrong_history() => Assert.Equal(Enum.GetValues<HistoryRule>(), All.Select(static wrong => wrong.Rule).Distinct().Order());

    [Fact]
    public void The_history_that_they_are_made_from_is_right() => Assert.Empty(Right(static _ => { }));

    /// <summary>Two kits with five and three of tea and two in the pool; then what a test does.</summary>
    private static IReadOnlyList<Violation> Right(Action<Run> then, Func<Run, FinalLedgers, FinalLedgers>? change = null)
    {
        var run = new Run();
        run.Arrive("tea", 10);
        run.Grant(run.Row, "tea", 5);
        run.Grant(run.Corner, "tea", 3);
        then(run);
        var ledgers = run.Ledgers();
        return HistoryChecker.Check(run.Calls, change is null ? ledgers : change(run, ledgers));
    }

    private static FinalLedgers WithTea(FinalLedgers ledgers, Func<SkuLedger, SkuLedger> change) =>
        ledgers with { Cloud = ledgers.Cloud! with { Skus = [.. ledgers.Cloud.Skus.Select(sku => sku.Sku == "tea" ? change(sku) : sku)] } };
}
