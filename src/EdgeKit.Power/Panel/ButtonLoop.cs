using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Devices.Gpio;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Power.Lines;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Power.Panel;

/// <summary>Looks at the power button. A line that fails ends the pass: it is taken anew with the next.</summary>
internal sealed partial class ButtonLoop(
    ButtonOptions options, PanelButton panel, IGpioLines lines, EventStream events, Random random, TimeProvider time, ILogger<ButtonLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    /// <summary>How often it looks: often enough for a short tap, and seldom enough for a battery.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly ILogger _logger = logger;
    private PowerButton? _button;

    /// <inheritdoc />
    public override ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        _button ??= new PowerButton(lines.OpenInput(options.Line), Time, options.Hold);
        switch (_button.Poll())
        {
            case ButtonPress.Held:
                LogHeld();
                Tell(isHeld: true);
                panel.Hold();
                break;
            case ButtonPress.Tapped:
                Tell(isHeld: false);
                break;
            case ButtonPress.None:
            default:
                break;
        }

        return ValueTask.FromResult(Every);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        Release();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override void OnFailed(Exception exception) => Release();

    private void Tell(bool isHeld) => events.Publish("button", new ButtonView(isHeld), ContractsJson.Default.ButtonView);

    private void Release()
    {
        _button?.Dispose();
        _button = null;
    }

    [LoggerMessage(6050, LogLevel.Information, "The power button is held: somebody wants the kit to end in order")]
    private partial void LogHeld();
}
