using EdgeKit.Kernel.Loops;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Pages.Console;

/// <summary>Takes each tile's number every few seconds.</summary>
internal sealed class TileHistoryLoop(TileBoard board, TileHistory history, TimeProvider time, Random random, ILogger<TileHistoryLoop> logger)
    : RecurringLoop(new Doorbell(time), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), random), time, logger)
{
    public override async ValueTask<TimeSpan> RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var (tile, number) in await board.NumbersAsync(cancellationToken))
        {
            history.Take(tile, number);
        }

        return TileHistory.Every;
    }
}
