using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Holds;

/// <summary>
/// What the writer knows of holds: the active ones, and the newest that have ended. Only <see cref="HoldChanges"/> changes it, which
/// can take that back. What is held of a SKU is always the sum over the active holds.
/// </summary>
internal sealed class HoldBook
{
    /// <summary>So many that have ended can still be asked for.</summary>
    public const int MostEnded = 1000;

    private readonly Dictionary<Guid, Hold> _holds = [];
    private readonly Dictionary<string, Guid> _carts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private readonly SortedSet<(TimeSpan Deadline, Guid Id)> _deadlines = [];
    private readonly SortedDictionary<long, Guid> _ended = [];

    /// <summary>All, in no order.</summary>
    public IReadOnlyCollection<Hold> All => _holds.Values;

    /// <summary>How many are active.</summary>
    public int Active => _holds.Count - _ended.Count;

    /// <summary>When the next one expires; <see cref="TimeSpan.MaxValue"/> while none can.</summary>
    public TimeSpan NextDeadline => _deadlines.Count == 0 ? TimeSpan.MaxValue : _deadlines.Min.Deadline;

    /// <summary>The running time as it was last saved.</summary>
    public RunningTime Saved { get; set; }

    /// <summary>The number of the last one that ended.</summary>
    public long LastEnded { get; private set; }

    /// <summary>The first that ended, where more have than are kept.</summary>
    public Hold? Outdated
    {
        get
        {
            if (_ended.Count <= MostEnded)
            {
                return null;
            }

            using var first = _ended.GetEnumerator();
            first.MoveNext();
            return _holds[first.Current.Value];
        }
    }

    /// <summary>A hold, active or ended; null if there is none or it is no longer kept.</summary>
    public Hold? Find(Guid id) => _holds.GetValueOrDefault(id);

    /// <summary>The active hold of a cart.</summary>
    public Hold? FindCart(string cart) => _carts.TryGetValue(cart, out var id) ? _holds[id] : null;

    /// <summary>The active holds of a device.</summary>
    public IEnumerable<Hold> OfDevice(string device) => _holds.Values.Where(hold => string.Equals(hold.Device, device, StringComparison.Ordinal));

    /// <summary>H: how many of a SKU are reserved.</summary>
    public long HeldOf(string sku) => _held.GetValueOrDefault(sku);

    /// <summary>The hold whose time is over at this running time; null if there is none.</summary>
    public Hold? DueAt(TimeSpan running) => NextDeadline <= running ? _holds[_deadlines.Min.Id] : null;

    /// <summary>Adds a hold, or puts it in the place of what it was.</summary>
    public void Put(Hold hold)
    {
        Remove(hold.Id);
        _holds.Add(hold.Id, hold);
        if (!hold.IsActive)
        {
            _ended.Add(hold.Ended, hold.Id);
            LastEnded = Math.Max(LastEnded, hold.Ended);
            return;
        }

        _carts[hold.Cart] = hold.Id;
        if (hold.State == HoldState.Held)
        {
            _deadlines.Add((hold.Deadline, hold.Id));
        }

        foreach (var (sku, quantity) in hold.Lines)
        {
            _held[sku] = HeldOf(sku) + quantity;
        }
    }

    /// <summary>Forgets a hold.</summary>
    public void Remove(Guid id)
    {
        if (!_holds.Remove(id, out var hold))
        {
            return;
        }

        if (!hold.IsActive)
        {
            _ended.Remove(hold.Ended);
            return;
        }

        // Its cart may have another by now, while a batch is taken back.
        if (_carts.TryGetValue(hold.Cart, out var of) && of == id)
        {
            _carts.Remove(hold.Cart);
        }

        _deadlines.Remove((hold.Deadline, id));
        foreach (var (sku, quantity) in hold.Lines)
        {
            _held[sku] -= quantity;
            if (_held[sku] == 0)
            {
                _held.Remove(sku);
            }
        }
    }
}
