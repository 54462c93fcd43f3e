using System.Text.Json;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Signals;
using EdgeKit.Kernel.Storage;
using EdgeKit.Kernel.Uplink;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Uplink.Budget;

/// <summary>
/// Counts what goes over the SIM this month and says what has to stop. Written down every ten minutes and when the stage changes, so a power
/// cut forgets ten minutes at the most; what went by before the kit's start is not counted.
/// </summary>
internal sealed partial class DataBudget : RecurringLoop, IDataBudget
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(10);

    private readonly UplinkOptions _options;
    private readonly InterfaceCounter _counter;
    private readonly KitClock _clock;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Signal<DataStage> _stage = new(DataStage.Ample);
    private DataUsed? _used;
    private long _savedAt;

    public DataBudget(UplinkOptions options, Settings settings, InterfaceCounter counter, KitClock clock, Random random, TimeProvider time, ILogger<DataBudget> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), random), time, logger)
    {
        (_options, _counter, _clock, _logger) = (options, counter, clock, logger);
        _path = Path.Combine(settings.DataDirectory, "data-used.json");
    }

    /// <inheritdoc />
    public ISignal<DataStage> Stage => _stage;

    /// <summary>What was used so far this month; null before the first look.</summary>
    public DataUsed? Used => _used;

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = _clock.Now.Time;
        var month = BillingMonth.Of(now, _options.DataDay);
        var used = _used ?? Read() ?? new DataUsed(month.Start, 0);

        // Only a later month begins anew: a clock that stands too early must not give the data again.
        var bytes = (month.Start > used.Month ? 0 : used.Bytes) + _counter.Since();
        used = new DataUsed(month.Start > used.Month ? month.Start : used.Month, bytes);
        var stage = DataPlan.Of(bytes, _options.DataCap, month.Over(now));
        var isDue = _used is null || used.Month != _used.Month || stage != _stage.Current || Time.GetElapsedTime(_savedAt) >= SaveEvery;
        _used = used;
        if (stage != _stage.Current)
        {
            LogStage(stage, bytes, _options.DataCap);
            _stage.Set(stage);
        }

        if (isDue)
        {
            await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(used, UplinkJson.Default.DataUsed), cancellationToken);
            _savedAt = Time.GetTimestamp();
        }

        return Every;
    }

    private DataUsed? Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), UplinkJson.Default.DataUsed) : null;
        }
        catch (JsonException exception)
        {
            LogForgotten(_path, exception.Message);
            return null;
        }
    }

    [LoggerMessage(4042, LogLevel.Warning, "The SIM's data are at stage {Stage}: {Used} of {Cap} bytes of this month")]
    private partial void LogStage(DataStage stage, long used, long cap);

    [LoggerMessage(4043, LogLevel.Warning, "{Path} cannot be read, this month's data are counted from 0: {Reason}")]
    private partial void LogForgotten(string path, string reason);
}
