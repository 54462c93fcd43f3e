using System.Collections.Concurrent;
using System.Globalization;

namespace EdgeKit.Testing.Processes;

/// <summary>Tablets that sell all the time, whatever they are answered, until told to stop.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterNo = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _selling;

    /// <summary>Begins to sell.</summary>
    public Crowd(KitProcess kit, int tablets)
    {
        Tablets = [.. Enumerable.Range(0, tablets).Select(i => kit.NewTablet(string.Create(CultureInfo.InvariantCulture, $"crowd {i}")))];
        _selling = [.. Tablets.Select(SellAsync)];
    }

    /// <summary>Those who sell. Look at their calls once they have stopped.</summary>
    public IReadOnlyList<Tablet> Tablets { get; }

    /// <summary>What they were told and nobody has taken from here yet, in order.</summary>
    public ConcurrentQueue<Call> Told { get; } = new();

    /// <summary>Takes what they are told from now on until <paramref name="count"/> of it is as <paramref name="isWanted"/> says.</summary>
    /// <returns>Everything taken, wanted or not.</returns>
    public async Task<IReadOnlyList<Call>> TakeUntilAsync(
        Func<Call, bool> isWanted, int count, string otherwise, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        Told.Clear();
        var taken = new List<Call>();
        var wanted = 0;
        await Readiness.WaitUntilAsync(
            _ =>
            {
                while (wanted < count && Told.TryDequeue(out var call))
                {
                    taken.Add(call);
                    wanted += isWanted(call) ? 1 : 0;
                }

                return Task.FromResult(wanted >= count);
            },
            () => string.Create(CultureInfo.InvariantCulture, $"{otherwise}: {wanted} of {taken.Count} answers, the last {taken.LastOrDefault()}"),
            cancellationToken,
            patience);
        return taken;
    }

    /// <summary>Stops selling.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_selling);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var tablet in Tablets)
        {
            tablet.Dispose();
        }

        _stop.Dispose();
    }

    private async Task SellAsync(Tablet tablet)
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            // Not cut short: each order of a crowd gets its answer.
            var call = await tablet.OrderAsync(CancellationToken.None);
            Told.Enqueue(call);
            if (call.Outcome != CallOutcome.Acked)
            {
                await Task.Delay(PauseAfterNo, TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
