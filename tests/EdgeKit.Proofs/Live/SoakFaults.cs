using System.Diagnostics.CodeAnalysis;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Proofs.Live;

/// <summary>Now and then the preferred origin does something wrong, and then is well again.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The seed repeats the order of faults; nothing is guarded by it.")]
internal sealed class SoakFaults(TestOrigin origin, int seed)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Well = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Ill = TimeSpan.FromSeconds(3);

    private readonly SortedDictionary<string, int> _struck = new(StringComparer.Ordinal);

    /// <summary>What it did, and how many requests that struck.</summary>
    public string Told
    {
        get
        {
            lock (_struck)
            {
                return string.Join(", ", _struck.Select(static pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
            }
        }
    }

    /// <summary>Goes on until cancelled; the origin is well in the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        try
        {
            while (true)
            {
                await Task.Delay(Well, TimeProvider.System, cancellationToken);
                var (name, count) = Strike(random);
                await Task.Delay(Ill, TimeProvider.System, cancellationToken);
                Note(name, count());
                origin.Heal();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            origin.Heal();
        }
    }

    private (string Name, Func<int> Count) Strike(Random random)
    {
        var after = random.Next(Most);
        switch (random.Next(6))
        {
            case 0:
                return Media("cut", new OriginFault.Cut(after), 6);
            case 1:
                return Media("truncated", new OriginFault.Truncate(after), 6);
            case 2:
                return Media("stalled", new OriginFault.Stall(after), 1);
            case 3:
                var (_, cut) = Media("cut", new OriginFault.Cut(after), 3);
                Media("cut", new OriginFault.IgnoreRange(), int.MaxValue);
                return ("cut without ranges", cut);
            case 4:
                var unavailable = origin.Fail(new OriginFault.Status(503));
                return ("503", () => unavailable.Struck);
            default:
                origin.Fail(new OriginFault.Refuse());
                return ("gone", static () => 1);
        }

        (string, Func<int>) Media(string name, OriginFault fault, int times)
        {
            var rule = origin.Fail(fault, ".m4s", times);
            return (name, () => rule.Struck);
        }
    }

    private void Note(string name, int struck)
    {
        lock (_struck)
        {
            _struck[name] = _struck.GetValueOrDefault(name) + struck;
        }
    }
}
