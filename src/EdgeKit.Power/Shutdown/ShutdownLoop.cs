using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Power.Panel;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Shutdown;

/// <summary>
/// Switches the kit off in order when the stage says so, or the power button is held. Until only the power is left to take away, a stage that is better again,
/// or the button held once more, calls it off and the stall goes on.
/// </summary>
internal sealed partial class ShutdownLoop : RecurringLoop
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    // So long the system may take to end; then it is told once more.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(2);

    private readonly KitPower _power;
    private readonly ShutdownSequence _sequence;
    private readonly IPowerSwitch _switch;
    private readonly ShutdownNotice _notice;
    private readonly EventStream _events;
    private readonly ILogger _logger;
    private readonly PanelButton _button;
    private readonly IDisposable _wake;
    private readonly IDisposable _held;
    private volatile bool _isAsked;
    private bool _isOver;

    public ShutdownLoop(
        KitPower power, ShutdownSequence sequence, IPowerSwitch powerSwitch, PanelButton button, ShutdownNotice notice, EventStream events, Random random, TimeProvider time, ILogger<ShutdownLoop> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), random), time, logger)
    {
        (_power, _sequence, _switch, _button, _notice, _events, _logger) = (power, sequence, powerSwitch, button, notice, events, logger);
        _wake = power.Stage.Subscribe(_ => Ring());
        _held = button.Holds.Subscribe(_ =>
        {
            // Held once more, it is called off.
            _isAsked = !_isAsked;
            Ring();
        });
    }

    private bool IsWanted => _isAsked || _power.IsPastReturn || _power.Stage.Current is PowerStage.Shutdown;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted)
        {
            CallOff();
            return Idle;
        }

        if (_isOver && _switch.IsSimulated)
        {
            return Idle;
        }

        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stage = _power.Stage.Subscribe(_ => Look());
        using var button = _button.Holds.Subscribe(_ => Look());

        // What changed just before would not be heard.
        Look();
        var reason = $"the kit goes off: {(_isAsked ? "its power button was held" : _power.View.StageReason)}";
        _notice.Announce(reason);
        LogBegin(reason);
        try
        {
            await EndAsync(reason, calledOff.Token);
            return Again;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            CallOff();
            return Idle;
        }

        void Look() => _ = IsWanted ? Task.CompletedTask : calledOff.CancelAsync();
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        _held.Dispose();
        base.Dispose();
    }

    private async Task EndAsync(string reason, CancellationToken cancellationToken)
    {
        try
        {
            var steps = await _sequence.RunAsync(PassReturn, Tell, cancellationToken);
            foreach (var step in steps)
            {
                LogStep(step.Name, step.State, step.Seconds, step.Said);
            }

            _isOver = steps[^1].State is ShutdownStepState.Done;
            if (!_isOver)
            {
                throw new IOException($"the power cannot be switched off: {steps[^1].Said}");
            }
        }
        catch (IOException)
        {
            // Nothing is ending, so power that comes back counts again.
            _power.IsPastReturn = false;
            throw;
        }

        // The simulated kit stays on: it has to see the power come back.
        _power.IsPastReturn &= !_switch.IsSimulated;

        void PassReturn()
        {
            cancellationToken.ThrowIfCancellationRequested();
            _power.IsPastReturn = true;
        }

        void Tell(IReadOnlyList<ShutdownStepView> steps) => Publish(new ShutdownView(reason, _switch.IsSimulated, _power.IsPastReturn, steps));
    }

    private void CallOff()
    {
        _isOver = false;
        if (_notice.Reason is null)
        {
            return;
        }

        _notice.CallOff();
        LogCalledOff(_power.View.StageReason);
        Publish(null);
    }

    private void Publish(ShutdownView? shutdown)
    {
        _power.Shutdown = shutdown;
        _events.Publish("power", _power.View with { Shutdown = shutdown }, ContractsJson.Default.PowerView);
    }

    [LoggerMessage(6020, LogLevel.Warning, "Shutdown: {Reason}")]
    private partial void LogBegin(string reason);

    [LoggerMessage(6021, LogLevel.Warning, "Shutdown: {Step} {State} in {Seconds} s: {Said}")]
    private partial void LogStep(string step, ShutdownStepState state, double? seconds, string? said);

    [LoggerMessage(6022, LogLevel.Warning, "The shutdown is called off: {Reason}")]
    private partial void LogCalledOff(string reason);
}
