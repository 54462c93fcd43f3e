using System.Globalization;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;
using EdgeKit.Power.Policy;

namespace EdgeKit.Power.Shutdown;

/// <summary>The steps of a shutdown, one after the other. None may hold up the next: each is cut short when its time is over.</summary>
internal sealed class ShutdownSequence(ShutdownOptions options, ILedgerStorage ledger, ILedgerFeed feed, IPowerSwitch power, TimeProvider time)
{
    /// <summary>Takes all steps.</summary>
    /// <param name="beforeOff">Called when only the power is left to take away.</param>
    /// <param name="tell">Called at each change.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public Task<IReadOnlyList<ShutdownStepView>> RunAsync(Action beforeOff, Action<IReadOnlyList<ShutdownStepView>> tell, CancellationToken cancellationToken) =>
        RunAsync(
            [
                (options.Announce, AnnounceAsync),
                (options.Commit, CommitAsync),
                (options.PushOn, PushAsync),
                (options.Sync, SyncAsync),
                (options.Off, token =>
                {
                    beforeOff();
                    return power.OffAsync(token);
                }),
            ],
            tell,
            cancellationToken);

    /// <summary>Takes the same steps while the stall goes on selling, and leaves the power on.</summary>
    public Task<IReadOnlyList<ShutdownStepView>> RehearseAsync(CancellationToken cancellationToken) =>
        RunAsync(
            [
                (options.Announce, static _ => Task.FromResult("left out: the stall goes on selling")),
                (options.Commit, CommitAsync),
                (options.PushOn, PushAsync),
                (options.Sync, SyncAsync),
                (options.Off, async token => await power.FaultAsync(token) is { } fault ? throw new IOException(fault) : power.IsSimulated ? "simulated: there is nothing to switch off" : "it could be done"),
            ],
            static _ => { },
            cancellationToken);

    private async Task<IReadOnlyList<ShutdownStepView>> RunAsync(
        (ShutdownStep Step, Func<CancellationToken, Task<string>> Do)[] steps, Action<IReadOnlyList<ShutdownStepView>> tell, CancellationToken cancellationToken)
    {
        ShutdownStepView[] views = [.. steps.Select(static step => new ShutdownStepView(step.Step.Name, step.Step.Most.TotalSeconds, ShutdownStepState.Waiting))];
        for (var index = 0; index < steps.Length; index++)
        {
            views[index] = views[index] with { State = ShutdownStepState.Running };
            tell([.. views]);
            var started = time.GetTimestamp();
            var (state, said) = await TakeAsync(steps[index].Step, steps[index].Do, cancellationToken);
            views[index] = views[index] with { State = state, Seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3), Said = said };
            tell([.. views]);
        }

        return views;
    }

    private async Task<(ShutdownStepState State, string Said)> TakeAsync(ShutdownStep step, Func<CancellationToken, Task<string>> take, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(step.Most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return (ShutdownStepState.Done, await take(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ShutdownStepState.CutShort, Words(step));
        }
        catch (IOException exception)
        {
            return (ShutdownStepState.Failed, exception.Message);
        }
    }

    private async Task<string> AnnounceAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.Grace, time, cancellationToken);
        return "new orders are refused, and every page says why";
    }

    private async Task<string> CommitAsync(CancellationToken cancellationToken)
    {
        await ledger.SettleAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"all {feed.Head.Current} records are on the disk");
    }

    private async Task<string> PushAsync(CancellationToken cancellationToken)
    {
        var head = feed.Head.Current;
        var isSent = await feed.Acknowledged.WaitAsync(acknowledged => acknowledged >= head, options.Push, time, cancellationToken);
        return !isSent ? throw new OperationCanceledException() : string.Create(CultureInfo.InvariantCulture, $"the cloud has all {head} records");
    }

    private static async Task<string> SyncAsync(CancellationToken cancellationToken)
    {
        // A card that hangs must not hang this: the call cannot be ended, only left behind.
        await Task.Run(DiskFlush.Everything, CancellationToken.None).WaitAsync(cancellationToken);
        return "the disks have everything";
    }

    private string Words(ShutdownStep step) => step.Name == options.PushOn.Name
        ? string.Create(CultureInfo.InvariantCulture, $"{feed.Head.Current - feed.Acknowledged.Current} records stay queued and go when the kit is on again")
        : string.Create(CultureInfo.InvariantCulture, $"not done within {step.Most.TotalSeconds:0} s");
}
