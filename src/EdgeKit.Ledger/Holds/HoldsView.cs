using System.Collections.Concurrent;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Ledger.Holds;

/// <summary>The holds as of the last commit. The writer sets it, everyone reads it.</summary>
internal sealed class HoldsView
{
    private readonly ConcurrentDictionary<Guid, Hold> _holds = new();
    private readonly Signal<TimeSpan> _nextDeadline = new(TimeSpan.MaxValue);
    private long _saved;

    /// <summary>The running time at which the next one expires; <see cref="TimeSpan.MaxValue"/> while none can.</summary>
    public ISignal<TimeSpan> NextDeadline => _nextDeadline;

    /// <summary>The running time that is on the disk.</summary>
    public TimeSpan Saved => TimeSpan.FromTicks(Interlocked.Read(ref _saved));

    /// <summary>Those that reserve goods, oldest first.</summary>
    public IReadOnlyList<Hold> Active => [.. _holds.Values.Where(static hold => hold.IsActive).OrderBy(static hold => hold.Id)];

    /// <summary>A hold, active or ended; null if there is none or it is no longer kept.</summary>
    public Hold? Find(Guid id) => _holds.GetValueOrDefault(id);

    /// <summary>Takes over everything.</summary>
    public void Replace(HoldBook book)
    {
        foreach (var hold in book.All)
        {
            _holds[hold.Id] = hold;
        }

        Interlocked.Exchange(ref _saved, book.Saved.Now.Ticks);
        _nextDeadline.Set(book.NextDeadline);
    }

    /// <summary>Takes over what a transaction changed.</summary>
    public void Apply(HoldChanges changes, HoldBook book)
    {
        foreach (var (id, hold) in changes.Changed)
        {
            if (hold is null)
            {
                _holds.TryRemove(id, out _);
            }
            else
            {
                _holds[id] = hold;
            }
        }

        Interlocked.Exchange(ref _saved, changes.Running.Now.Ticks);
        _nextDeadline.Set(book.NextDeadline);
    }
}
