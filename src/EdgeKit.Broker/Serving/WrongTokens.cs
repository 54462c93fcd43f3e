using System.Net;
using EdgeKit.Broker.Front;

namespace EdgeKit.Broker.Serving;

/// <summary>
/// Counts CONNECTs without a token that counts, by address: after a few in a minute the kit says nothing more to that address. Who brings a
/// right token is let in all the same, since no token is found by trying.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    private const int Told = 10;
    private const int MostAddresses = 1000;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, long Since)> _addresses = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    /// <returns>Whether its address was told often enough.</returns>
    public bool IsTold(IPAddress address)
    {
        var key = ConnectionLimit.KeyOf(address);
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!_addresses.TryGetValue(key, out var known) || time.GetElapsedTime(known.Since, now) >= Span)
            {
                if (_addresses.Count >= MostAddresses)
                {
                    _addresses.Remove(_addresses.MinBy(static one => one.Value.Since).Key);
                }

                known = (0, now);
            }

            _addresses[key] = (known.Count + 1, known.Since);
            return known.Count >= Told;
        }
    }
}
