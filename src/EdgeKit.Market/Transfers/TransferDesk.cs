using System.Collections.Concurrent;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Clocks;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Events;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market.Exchange;
using EdgeKit.Market.Peers;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Market.Transfers;

/// <summary>
/// Both ends of a transfer. Whoever asks notes it first, and asks the same kit with the same id until there is a final answer; whoever gives
/// has it on the disk before it says so. So each restart, lost answer and repetition leads to one effect at each end.
/// </summary>
internal sealed partial class TransferDesk(
    IStockTransfers stock,
    PeerTable peers,
    PeerClient client,
    TransferHistory history,
    ICatalogView catalog,
    KitOptions kit,
    KitClock clock,
    EventStream events,
    MarketMetrics metrics,
    ILogger<TransferDesk> logger) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, byte> _underWay = new();
    private readonly ConcurrentDictionary<Guid, string> _troubles = new();
    private readonly SemaphoreSlim _giving = new(1, 1);

    /// <summary>The request for <paramref name="quantity"/> of <paramref name="sku"/> to <paramref name="donor"/>.</summary>
    public TransferRequest Request(Guid id, string sku, long quantity, Peer donor) =>
        new(id, sku, quantity, donor.Kit, donor.Incarnation, kit.Id, stock.Incarnation);

    /// <summary>Asks for rights; a request that was begun, now or before a restart.</summary>
    /// <exception cref="IOException">What came could not be put on the disk: it is asked for again.</exception>
    public async ValueTask<SettleResult> SettleAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        if (!_underWay.TryAdd(request.TransferId, 0))
        {
            return new SettleResult.UnderWay();
        }

        try
        {
            var result = await AskAsync(request, cancellationToken);
            if (result is SettleResult.Open(var why, _))
            {
                _troubles[request.TransferId] = why;
            }
            else
            {
                _troubles.TryRemove(request.TransferId, out _);
            }

            return result;
        }
        finally
        {
            _underWay.TryRemove(request.TransferId, out _);
        }
    }

    /// <summary>What people read of a request without a final answer.</summary>
    public PendingTransfer Pending(TransferRequest request) =>
        new(request.TransferId, request.Sku, request.Quantity, request.FromKit, _troubles.GetValueOrDefault(request.TransferId));

    /// <summary>Gives rights to the kit that asks; a request that is repeated gets what it got before.</summary>
    /// <returns>Null when there is nothing to give, for ever.</returns>
    /// <exception cref="IOException">It could not be put on the disk.</exception>
    public async ValueTask<Transfer?> GiveAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        // One after another: a later record is told of later.
        await _giving.WaitAsync(cancellationToken);
        try
        {
            var given = await stock.GiveAsync(request, cancellationToken);
            if (given is not null && history.IsNews(given))
            {
                await TellAsync(TransferDirection.Out, given, request.ToKit, peers.Find(request.ToKit)?.Stock.Name, cancellationToken);
            }

            return given;
        }
        finally
        {
            _giving.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _giving.Dispose();

    private async ValueTask<SettleResult> AskAsync(TransferRequest request, CancellationToken cancellationToken)
    {
        if (peers.Find(request.FromIncarnation) is not { } donor)
        {
            return new SettleResult.Open($"{request.FromKit} is not on this network", IsSilent: true);
        }

        var (met, trouble) = await client.MeetAsync(donor.Address, cancellationToken);
        if (met is null || met.Incarnation != request.FromIncarnation)
        {
            return new SettleResult.Open($"{request.FromKit} {trouble ?? "has another log than the one that was asked"}", IsSilent: true);
        }

        (var answer, trouble) = await client.AskAsync(donor.Address, met.Run, request, cancellationToken);
        if (answer is null || answer.TransferId != request.TransferId || (answer.Transfer is { } transfer && !TransferRules.IsAnswer(request, transfer)))
        {
            return new SettleResult.Open($"{request.FromKit} {trouble ?? "answers something else than it was asked"}", IsSilent: answer is null);
        }

        if (answer.Transfer is null)
        {
            await stock.ForgetAsync(request.TransferId, cancellationToken);
            return new SettleResult.Nothing();
        }

        await stock.TakeAsync(answer.Transfer, cancellationToken);
        return new SettleResult.Came(await TellAsync(TransferDirection.In, answer.Transfer, request.FromKit, met.Name, cancellationToken));
    }

    private async ValueTask<MarketTransfer> TellAsync(TransferDirection direction, Transfer moved, string other, string? name, CancellationToken cancellationToken)
    {
        var sku = moved.Request.Sku;
        var item = catalog.TryFind(sku, out var found) ? found.Name : sku;
        var now = clock.Now;
        var told = new MarketTransfer(
            moved.Request.TransferId, direction, sku, moved.Quantity, other, TransferWords.Of(direction, moved.Quantity, item, other, name), now.Time, now.Clock);
        metrics.Moved(direction, moved.Quantity);
        LogMoved(told.Text);
        events.Publish("market", told, ContractsJson.Default.MarketTransfer);
        await history.AddAsync(told, direction == TransferDirection.Out ? moved : null, cancellationToken);
        return told;
    }

    [LoggerMessage(10030, LogLevel.Information, "Selling rights moved: {Text}")]
    private partial void LogMoved(string text);
}
