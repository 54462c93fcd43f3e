using EdgeKit.Testing.Histories;

namespace EdgeKit.Testing.Tests.Histories;

/// <summary>Makes right histories from a seed: what is there is sold, given, returned and taken back, and some answers are lost.</summary>
internal sealed class Evening
{
    private const string Sku = "tea";
    private const int Steps = 25;

    private readonly Random _random;
    private readonly Run _run = new();
    private readonly Dictionary<LogWriter, int> _free = [];
    private readonly Dictionary<LogWriter, int> _returned = [];
    private readonly Dictionary<LogWriter, int> _given = [];
    private readonly Stack<(LogWriter Kit, long Seq, int Quantity)> _orders = [];
    private int _pool;

    private Evening(int seed)
    {
        _random = new Random(seed);
        _pool = _random.Next(10, 20);
        _run.Arrive(Sku, _pool);
    }

    public static Run Of(int seed)
    {
        var evening = new Evening(seed);
        var run = evening._run;
        for (var step = 0; step < Steps; step++)
        {
            evening.Step(evening._random.Next(2) == 0 ? run.Row : run.Corner);
        }

        run.Queued[run.Row.Kit] = evening._random.Next(0, 4);
        run.Queued[run.Corner.Kit] = evening._random.Next(0, 4);
        return run;
    }

    private void Step(LogWriter kit)
    {
        var free = _free.GetValueOrDefault(kit);
        switch (_random.Next(9))
        {
            case 0 when _pool > 0:
                Grant(kit, _random.Next(1, _pool + 1));
                break;
            case 1 or 2 when free > 0:
                var sold = _random.Next(1, free + 1);
                _free[kit] = free - sold;
                _orders.Push((kit, _run.Order(kit, Sku, sold), sold));
                break;
            case 3:
                Unanswered(kit, isThere: free > 0 && _random.Next(2) == 0);
                break;
            case 4:
                _run.Call(kit.Kit, HistoryOperation.Order, _run.Mark("refused"), HistoryOutcome.Fail, Run.Lines(Sku, free + 1), answer: new HistoryAnswer(409));
                break;
            case 5 when _orders.TryPop(out var order):
                _free[order.Kit] += order.Quantity;
                _run.Void(order.Kit, order.Seq, Sku, order.Quantity);
                break;
            case 6:
                _free[kit] = free + 2;
                _run.Receive(kit, Sku, 2);
                break;
            case 7 when free > 0:
                var other = kit == _run.Row ? _run.Corner : _run.Row;
                _free[kit] = free - 1;
                _free[other] = _free.GetValueOrDefault(other) + 1;
                _given[other] = _given.GetValueOrDefault(other) + 1;
                _run.Transfer(kit, other, Sku, 1);
                break;
            case 8 when free > 0 && _given.GetValueOrDefault(kit) > _returned.GetValueOrDefault(kit):
                _free[kit] = free - 1;
                _returned[kit] = _returned.GetValueOrDefault(kit) + 1;
                kit.Return(Sku, 1, _returned[kit]);
                break;
            default:
                SellInShop();
                break;
        }
    }

    private void Grant(LogWriter kit, int quantity)
    {
        _pool -= quantity;
        _free[kit] = _free.GetValueOrDefault(kit) + quantity;
        _given[kit] = _given.GetValueOrDefault(kit) + quantity;
        _run.Grant(kit, Sku, quantity);
    }

    private void Unanswered(LogWriter kit, bool isThere)
    {
        var mark = _run.Mark("unanswered");
        _run.Call(kit.Kit, HistoryOperation.Order, mark, HistoryOutcome.Unknown, Run.Lines(Sku, 1));
        if (isThere)
        {
            _free[kit]--;
            kit.Order(mark, Run.Lines(Sku, 1));
        }
    }

    private void SellInShop()
    {
        if (_pool > 0)
        {
            _pool--;
            _run.ShopOrder(Sku, 1);
        }
    }
}
