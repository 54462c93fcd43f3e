namespace EdgeKit.Cloud.Grants;

/// <summary>
/// Says of which SKUs something changed that bears on who should hold their rights. It only says "look now": what is to be done
/// stands in the store, and whatever no bell announced is found by the next sweep.
/// </summary>
internal sealed class AllocationBell
{
    /// <summary>With more than this, all are looked at.</summary>
    private const int MostSkus = 10_000;

    private readonly Lock _lock = new();
    private bool _all;
    private HashSet<string> _skus = new(StringComparer.Ordinal);
    private TaskCompletionSource _rung = NewBell();

    /// <summary>Ends when something was rung that nobody has taken yet.</summary>
    public Task Rung
    {
        get
        {
            lock (_lock)
            {
                return _rung.Task;
            }
        }
    }

    /// <summary>Something of these changed.</summary>
    public void Ring(IReadOnlyCollection<string> skus)
    {
        if (skus.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            _skus.UnionWith(_all ? [] : skus);
            if (_skus.Count > MostSkus)
            {
                _all = true;
                _skus.Clear();
            }

            _rung.TrySetResult();
        }
    }

    /// <summary>Takes what was rung.</summary>
    /// <returns>Null for all SKUs.</returns>
    public IReadOnlyCollection<string>? Take()
    {
        lock (_lock)
        {
            var taken = _all ? null : _skus;
            (_all, _skus, _rung) = (false, new HashSet<string>(StringComparer.Ordinal), NewBell());
            return taken;
        }
    }

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
