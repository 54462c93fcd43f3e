namespace EdgeKit.Cloud.Ingest;

/// <summary>Where batches wait that overtook others of the same log: few per kit, and not for long.</summary>
internal sealed class OrderGate(TimeProvider time)
{
    /// <summary>How many batches of one kit may wait.</summary>
    public const int Places = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<WaitingPlace>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);

    /// <summary>How many batches wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Values.Sum(static places => places.Count);
            }
        }
    }

    /// <summary>Takes a place to wait for record <paramref name="seq"/>; null if all are taken, or it would be in vain.</summary>
    public WaitingPlace? TryEnter(string kit, Guid incarnation, long seq)
    {
        lock (_lock)
        {
            if (_refused.TryGetValue(kit, out var refused) && time.GetElapsedTime(refused) < Longest)
            {
                return null;
            }

            if (!_waiting.TryGetValue(kit, out var places))
            {
                _waiting[kit] = places = [];
            }

            if (places.Count >= Places)
            {
                return null;
            }

            var place = new WaitingPlace(incarnation, seq, Longest, time, left => Leave(kit, left));
            places.Add(place);
            return place;
        }
    }

    /// <summary>
    /// Says that a batch of a kit was refused unread: which records it had nobody knows, but those of its flight that wait now, or come before anything is kept,
    /// wait for them in vain.
    /// </summary>
    public void Refused(string kit)
    {
        lock (_lock)
        {
            foreach (var other in _refused.Where(one => time.GetElapsedTime(one.Value) >= Longest).Select(static one => one.Key).ToList())
            {
                _refused.Remove(other);
            }

            _refused[kit] = time.GetTimestamp();
            (_waiting.GetValueOrDefault(kit) ?? []).ForEach(static place => place.GiveUp());
        }
    }

    /// <summary>Says that a log is kept up to <paramref name="seq"/>.</summary>
    public void Applied(string kit, Guid incarnation, long seq)
    {
        lock (_lock)
        {
            _refused.Remove(kit);
            foreach (var place in _waiting.GetValueOrDefault(kit) ?? [])
            {
                if (place.Incarnation == incarnation && place.Seq <= seq)
                {
                    place.Ring();
                }
            }
        }
    }

    private void Leave(string kit, WaitingPlace place)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(kit, out var places) && places.Remove(place) && places.Count == 0)
            {
                _waiting.Remove(kit);
            }
        }
    }
}
