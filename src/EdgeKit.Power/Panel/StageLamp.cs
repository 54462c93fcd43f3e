using System.Diagnostics.CodeAnalysis;
using EdgeKit.Devices.Gpio;
using EdgeKit.Power.Lines;

namespace EdgeKit.Power.Panel;

/// <summary>One lamp. What its line does wrong leaves here as nothing but words.</summary>
internal sealed class StageLamp(LedOptions options, IGpioLines lines, TimeProvider time, Random random) : IDisposable
{
    // A line that fails is tried again by its backoff; meanwhile nobody need look at it more often.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryLook = TimeSpan.FromSeconds(1);

    private readonly OutputTrouble _trouble = new(random);
    private readonly long _start = time.GetTimestamp();
    private StatusLed? _led;

    /// <summary>Its name.</summary>
    public string Id => options.Id;

    /// <summary>What is wrong, in words; null for nothing.</summary>
    public string? Fault => _trouble.Fault;

    /// <summary>Shows <paramref name="pattern"/>.</summary>
    /// <param name="pattern">What to show.</param>
    /// <param name="isNew">Whether a fault came or went.</param>
    /// <returns>How long nothing is to be done unless the pattern changes.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a line throws is a fault of this lamp, and must not stop the others.")]
    public TimeSpan Show(LedPattern pattern, out bool isNew)
    {
        isNew = false;
        var now = time.GetElapsedTime(_start);
        if (!_trouble.MayTry(now))
        {
            return RetryLook;
        }

        try
        {
            _led ??= new StatusLed(lines.OpenOutput(options.Line, isOn: false), time);
            _led.Pattern = pattern;
            _led.Refresh();
            isNew = _trouble.Works();
            return _led.ChangesIn ?? Rest;
        }
        catch (Exception exception)
        {
            Dispose();
            isNew = _trouble.Failed(now, exception.Message);
            return RetryLook;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _led?.Dispose();
        _led = null;
    }
}
