using EdgeKit.Contracts.Stock;

namespace EdgeKit.Ledger.Holds;

/// <summary>What one transaction changes of holds. Whatever it writes, it saves the running time with it.</summary>
internal sealed class HoldChanges(HoldBook book, RunningTime running)
{
    private readonly Dictionary<Guid, Hold?> _before = [];

    /// <summary>The holds that it changes, as they are now; null for those that are forgotten.</summary>
    public IEnumerable<(Guid Id, Hold? Hold)> Changed => _before.Keys.Select(id => (id, book.Find(id)));

    /// <summary>The holds that it ends.</summary>
    public IReadOnlyList<Hold> Ended =>
        [.. _before.Where(static changed => changed.Value is not { IsActive: false }).Select(changed => book.Find(changed.Key)).OfType<Hold>().Where(static hold => !hold.IsActive)];

    /// <summary>The SKUs of which it may hold more or fewer.</summary>
    public IEnumerable<string> Skus =>
        from changed in _before
        let after = book.Find(changed.Key)
        where changed.Value?.IsActive != after?.IsActive || !ReferenceEquals(changed.Value?.Lines, after?.Lines)
        from line in (changed.Value?.Lines ?? []).Concat(after?.Lines ?? [])
        select line.Sku;

    /// <summary>When the running time was saved with it.</summary>
    public RunningTime Running => running;

    /// <summary>Adds or changes a hold that is active.</summary>
    public void Set(Hold hold)
    {
        Note(hold.Id);
        book.Put(hold);
    }

    /// <summary>Ends a hold, and forgets those that ended long ago.</summary>
    public void End(Hold hold, HoldState state)
    {
        Set(hold.End(state, book.LastEnded + 1));
        while (book.Outdated is { } outdated)
        {
            Note(outdated.Id);
            book.Remove(outdated.Id);
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(HoldStore store)
    {
        foreach (var (id, hold) in Changed)
        {
            if (hold is null)
            {
                store.Delete(id);
            }
            else
            {
                store.Put(hold);
            }
        }

        store.PutRunning(running);
    }

    /// <summary>Takes it back.</summary>
    public void Undo()
    {
        foreach (var (id, hold) in _before)
        {
            if (hold is null)
            {
                book.Remove(id);
            }
            else
            {
                book.Put(hold);
            }
        }
    }

    private void Note(Guid id) => _before.TryAdd(id, book.Find(id));
}
