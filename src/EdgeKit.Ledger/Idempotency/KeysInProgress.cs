using System.Collections.Concurrent;

namespace EdgeKit.Ledger.Idempotency;

/// <summary>Keys whose first request is on its way to the disk. Bounded by how many commands may wait.</summary>
internal sealed class KeysInProgress
{
    private readonly ConcurrentDictionary<long, UInt128> _keys = new();

    /// <summary>Takes a key.</summary>
    /// <returns>Null if it is taken now; otherwise whether the one that has it is the same request.</returns>
    public bool? Take(IdempotencyKey key)
    {
        while (!_keys.TryAdd(key.Hash, key.Fingerprint))
        {
            if (_keys.TryGetValue(key.Hash, out var holder))
            {
                return holder == key.Fingerprint;
            }
        }

        return null;
    }

    /// <summary>Gives it back.</summary>
    public void Release(IdempotencyKey key) => _keys.TryRemove(key.Hash, out _);
}
