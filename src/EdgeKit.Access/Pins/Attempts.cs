namespace EdgeKit.Access.Pins;

/// <summary>Counts wrong guesses of each who guesses: after five, none is looked at for a minute, then for two, at most for a quarter of an hour.</summary>
internal sealed class Attempts(TimeProvider time)
{
    private const int Free = 5;
    private const int MostGuessers = 1000;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Wrong, long At)> _guessers = new(StringComparer.Ordinal);

    /// <summary>How long <paramref name="who"/> has to wait; null for not at all.</summary>
    public TimeSpan? Wait(string who)
    {
        lock (_gate)
        {
            if (!_guessers.TryGetValue(who, out var guesses) || guesses.Wrong < Free)
            {
                return null;
            }

            var left = Penalty(guesses.Wrong) - time.GetElapsedTime(guesses.At);
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>Another wrong one.</summary>
    public void Wrong(string who)
    {
        lock (_gate)
        {
            if (_guessers.Count >= MostGuessers && !_guessers.ContainsKey(who))
            {
                Forget();
            }

            _guessers[who] = (_guessers.GetValueOrDefault(who).Wrong + 1, time.GetTimestamp());
        }
    }

    /// <summary>The right one: all before is forgiven.</summary>
    public void Right(string who)
    {
        lock (_gate)
        {
            _guessers.Remove(who);
        }
    }

    private static TimeSpan Penalty(int wrong)
    {
        var doubled = First * Math.Pow(2, Math.Min(wrong - Free, 10));
        return doubled < Longest ? doubled : Longest;
    }

    private void Forget() => _guessers.Remove(_guessers.MinBy(static guesser => guesser.Value.At).Key);
}
