using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Power;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Power.Shutdown;

/// <summary>Takes the steps of a shutdown without an end, and says whether the pack would have lasted. One at a time.</summary>
internal sealed class Rehearsal(PowerOptions options, ShutdownSequence sequence, IPowerSwitch power, ShutdownNotice notice) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary><c>POST /api/v1/power/rehearsal</c>.</summary>
    public async Task<IResult> RunAsync(CancellationToken cancellationToken)
    {
        if (notice.Reason is { } reason)
        {
            return Problems.Of(ProblemTypes.Stopping, "This is no rehearsal", StatusCodes.Status409Conflict, reason);
        }

        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return Problems.Of(ProblemTypes.Busy, "A rehearsal is under way", StatusCodes.Status409Conflict, "Wait for its end.");
        }

        try
        {
            return TypedResults.Json(View(await sequence.RehearseAsync(cancellationToken)), ContractsJson.Default.RehearsalView);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private RehearsalView View(IReadOnlyList<ShutdownStepView> steps)
    {
        var budget = PowerSetup.Budget(options);

        // What the cloud does not take in time stays queued and is no fault.
        var bad = steps.Where(step => step.State is ShutdownStepState.Failed || (step.State is ShutdownStepState.CutShort && step.Name != options.Shutdown.PushOn.Name));
        List<string> faults = [.. bad.Select(static step => $"{step.Name}: {step.Said}")];
        if (budget?.Advice is { } advice)
        {
            faults.Add(advice);
        }

        return new RehearsalView(
            faults.Count == 0,
            power.IsSimulated,
            steps,
            Math.Round(steps.Sum(static step => step.Seconds ?? 0), 3),
            options.Shutdown.Steps.Sum(static step => step.Most.TotalSeconds),
            faults,
            budget is null ? null : Math.Round(budget.Has.TotalSeconds));
    }
}
