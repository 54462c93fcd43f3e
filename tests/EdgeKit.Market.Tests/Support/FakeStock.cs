using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Stock;

namespace EdgeKit.Market.Tests.Support;

/// <summary>A ledger that keeps what it committed over a restart of the kit. A cut may strike before and after each commit.</summary>
internal sealed class FakeStock(Guid incarnation) : IStockTransfers, IStockRights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _available = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _missing = new(StringComparer.Ordinal);
    private readonly List<TransferRequest> _pending = [];
    private readonly Dictionary<Guid, Transfer?> _given = [];
    private readonly Dictionary<Guid, Transfer> _taken = [];
    private readonly Signal<long> _needs = new(0);
    private long _seq = 100;

    public Guid Incarnation => incarnation;

    public ISignal<long> Needs => _needs;

    /// <summary>Called at each step, such as <c>give</c> before its commit and <c>given</c> after; what it throws is a power cut there.</summary>
    public Action<string> At { get; set; } = static _ => { };

    /// <summary>Gifts by id, the final refusals too.</summary>
    public IReadOnlyDictionary<Guid, Transfer?> Given => _given;

    /// <summary>What came, by id.</summary>
    public IReadOnlyDictionary<Guid, Transfer> Taken => _taken;

    /// <summary>Open requests.</summary>
    public IReadOnlyList<TransferRequest> Pending => _pending;

    public IReadOnlyDictionary<string, long> Spare
    {
        get
        {
            lock (_gate)
            {
                return _available.Where(static sku => sku.Value > 0).ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    public IReadOnlyDictionary<string, long> Missing
    {
        get
        {
            lock (_gate)
            {
                return _missing.Where(static sku => sku.Value > 0).ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    public long Available(string sku) => _available.GetValueOrDefault(sku);

    public FakeStock Has(string sku, long quantity)
    {
        _available[sku] = quantity;
        return this;
    }

    /// <summary>Answers something else for a gift from now on.</summary>
    public void Swap(Guid transferId, Func<Transfer, Transfer> swap) => _given[transferId] = swap(_given[transferId]!);

    /// <summary>Shoppers ask for what is not there.</summary>
    public FakeStock Misses(string sku, long quantity)
    {
        lock (_gate)
        {
            _missing[sku] = quantity;
        }

        _needs.Set(_needs.Current + 1);
        return this;
    }

    public ValueTask<IReadOnlyList<TransferRequest>> PendingAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<TransferRequest>>([.. _pending]);
        }
    }

    public ValueTask BeginAsync(TransferRequest request, CancellationToken cancellationToken) => CommitAsync("begin", "begun", () =>
    {
        if (!_taken.ContainsKey(request.TransferId) && !_pending.Contains(request))
        {
            _pending.Add(request);
        }
    });

    public async ValueTask<Transfer?> GiveAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        await CommitAsync("give", "given", () =>
        {
            if (_given.ContainsKey(request.TransferId))
            {
                return;
            }

            var quantity = Math.Min(request.Quantity, Available(request.Sku));
            _given[request.TransferId] = quantity > 0 ? new Transfer(request, quantity, ++_seq) : null;
            _available[request.Sku] = Available(request.Sku) - quantity;
        });
        return _given[request.TransferId];
    }

    public ValueTask TakeAsync(Transfer transfer, CancellationToken cancellationToken) => CommitAsync("take", "taken", () =>
    {
        _pending.RemoveAll(request => request.TransferId == transfer.Request.TransferId);
        if (_taken.TryAdd(transfer.Request.TransferId, transfer))
        {
            var sku = transfer.Request.Sku;
            _available[sku] = Available(sku) + transfer.Quantity;
            _missing[sku] = Math.Max(0, _missing.GetValueOrDefault(sku) - transfer.Quantity);
        }
    });

    public ValueTask ForgetAsync(Guid transferId, CancellationToken cancellationToken) =>
        CommitAsync("forget", "forgotten", () => _pending.RemoveAll(request => request.TransferId == transferId));

    public ValueTask ReceiveAsync(StockRights rights, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Heard() => throw new NotSupportedException();

    public RightsReport? Report(TimeSpan offline) => throw new NotSupportedException();

    public void Reported(RightsReport report) => throw new NotSupportedException();

    private ValueTask CommitAsync(string before, string after, Action effect)
    {
        At(before);
        lock (_gate)
        {
            effect();
        }

        At(after);
        return ValueTask.CompletedTask;
    }
}
