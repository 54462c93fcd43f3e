using System.Diagnostics.CodeAnalysis;

namespace EdgeKit.Demo;

/// <summary>The chances of an evening; the same for the same seed.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Plays customers; nothing is guarded by it.")]
internal sealed class Chance(Random random)
{
    /// <summary>For whatever spreads its retries by it.</summary>
    public Random Random { get; } = random;

    /// <summary>True in <paramref name="share"/> of all cases.</summary>
    public bool Happens(double share) => Random.NextDouble() < share;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => Random.Next(least, most + 1);

    /// <summary>An index, each as likely as its weight.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var left = Random.NextDouble() * weights.Sum();
        for (var index = 0; index < weights.Count - 1; index++)
        {
            left -= weights[index];
            if (left < 0)
            {
                return index;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>A pause as between arrivals: mostly short, now and then long, at most five times the mean.</summary>
    public TimeSpan Pause(TimeSpan mean) => mean * Math.Min(5, -Math.Log(1 - Random.NextDouble()));
}
