using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Loops;
using EdgeKit.Ledger.Writing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Ledger.Rights;

/// <summary>Tells pages when granted rights freeze and thaw, and carries the remaining time over a restart. Without a limit it sleeps.</summary>
internal sealed partial class FreezeLoop : RecurringLoop
{
    private const int SkusAtOnce = 500;

    private readonly LedgerWriter _writer;
    private readonly EventStream _events;
    private readonly IDisposable _wake;
    private readonly ILogger _logger;
    private bool _isFrozen;

    public FreezeLoop(LedgerWriter writer, EventStream events, Random random, TimeProvider time, ILogger<FreezeLoop> logger)
        : base(new Doorbell(time), new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), random), time, logger)
    {
        (_writer, _events, _logger) = (writer, events, logger);
        _wake = writer.Selling.Turns.Subscribe(_ => Ring());
    }

    /// <inheritdoc />
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        var selling = _writer.Selling;
        if (selling.IsFrozen != _isFrozen)
        {
            _isFrozen = !_isFrozen;
            Tell();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (selling.Unkept is { } left && await _writer.RunAsync(new KeepSellingTime(left)))
        {
            selling.Kept(left);
        }

        return selling.Left is { } rest && rest > TimeSpan.Zero && rest < SellingTime.KeptEvery ? rest : SellingTime.KeptEvery;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private void Tell()
    {
        var stock = _writer.Stock.All;
        if (_isFrozen)
        {
            LogFrozen(stock.Sum(static level => level.Frozen));
        }
        else
        {
            LogThawed();
        }

        foreach (var part in stock.Chunk(SkusAtOnce))
        {
            _events.Publish("stock", part, LedgerJson.Default.IReadOnlyListStockLevel);
        }
    }

    [LoggerMessage(2022, LogLevel.Warning, "The cloud was not heard for as long as it allows: {Units} units that it granted are not sold until it is")]
    private partial void LogFrozen(long units);

    [LoggerMessage(2023, LogLevel.Information, "The cloud is heard again: what it granted is sold again")]
    private partial void LogThawed();
}
