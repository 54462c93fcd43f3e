using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Catalog;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Requests;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;
using EdgeKit.Market.Transfers;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Market.Serving;

/// <summary>The market for the stall's own people.</summary>
internal sealed class MarketEndpoints(
    MarketOptions options,
    MarketSeals seals,
    PeerTable peers,
    IStockTransfers stock,
    TransferDesk desk,
    TransferHistory history,
    ICatalogView catalog,
    KitOptions kit,
    ShutdownNotice shutdown,
    TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary><c>GET /api/v1/market</c>.</summary>
    public Task<IResult> ShowAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var pending = await stock.PendingAsync(cancellationToken);
        var view = new MarketView(
            options.Id!,
            seals.Fingerprint,
            [.. peers.Kits.Select(peer => new MarketKit(peer.Kit, peer.Stock.Name, peer.Address.Authority, Math.Round(time.GetElapsedTime(peer.Seen).TotalSeconds, 1), peer.Stock.Spare))],
            peers.Strangers,
            [.. pending.Select(desk.Pending)],
            history.Last);
        return TypedResults.Json(view, ContractsJson.Default.MarketView);
    });

    /// <summary><c>POST /api/v1/stock/{sku}/transfer</c>.</summary>
    public async Task<IResult> TransferAsync(string sku, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var (bytes, problem) = await RequestBody.ReadAsync(context.Request, kit.Currency, cancellationToken);
        if (bytes is null)
        {
            return problem!;
        }

        if (TransferIds.Of(stock.Incarnation, context.Request.Headers["Idempotency-Key"], sku, bytes) is not { } id)
        {
            return Problems.Of(
                ProblemTypes.KeyMissing,
                "An Idempotency-Key is needed",
                StatusCodes.Status400BadRequest,
                "Send Idempotency-Key with 1 to 255 visible ASCII characters, the same at each repetition of this request and never for another.",
                "Idempotency-Key");
        }

        var (asked, wrong) = RequestBody.Parse(bytes, ContractsJson.Default.TransferSubmission);
        return asked is null ? wrong! : Check(sku, asked) ?? await TryAsync(() => TransferAsync(id, sku, asked, context));
    }

    private static async Task<IResult> TryAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (IOException exception)
        {
            return new ProblemResult(
                new Problem { Type = ProblemTypes.StorageFailed, Title = "The ledger is closed for now", Status = StatusCodes.Status503ServiceUnavailable, Detail = $"{exception.Message}. Repeat it with the same key." }, Soon);
        }
    }

    private async Task<IResult> TransferAsync(Guid id, string sku, TransferSubmission asked, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        if (history.Last.FirstOrDefault(transfer => transfer.TransferId == id) is { } before)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
            return TypedResults.Json(before, ContractsJson.Default.MarketTransfer);
        }

        var pending = await stock.PendingAsync(cancellationToken);
        if (pending.Select(static request => request.TransferId).Concat(history.Last.Select(static transfer => transfer.TransferId)).Any(known => TransferIds.IsReused(known, id)))
        {
            return Problems.Of(
                ProblemTypes.KeyReused, "The key was used for another request", StatusCodes.Status422UnprocessableEntity, "Use a new Idempotency-Key for a new request.", "Idempotency-Key");
        }

        var request = pending.FirstOrDefault(request => request.TransferId == id);
        if (request is null)
        {
            if (Begin(id, sku, asked, pending, out request) is { } problem)
            {
                return problem;
            }

            await stock.BeginAsync(request!, cancellationToken);
        }

        return Of(request!, await desk.SettleAsync(request!, cancellationToken));
    }

    /// <summary>A new request, or why there is none.</summary>
    private ProblemResult? Begin(Guid id, string sku, TransferSubmission asked, IReadOnlyList<TransferRequest> pending, out TransferRequest? request)
    {
        request = null;
        if (shutdown.Reason is { } reason)
        {
            return Problems.Of(ProblemTypes.Stopping, "Nothing new is begun", StatusCodes.Status503ServiceUnavailable, reason);
        }

        if (peers.Find(asked.From) is not { } donor)
        {
            var kits = peers.Kits.Select(static peer => peer.Kit).ToList();
            return Problems.NotFound($"'{asked.From}' is not in this market now; {(kits.Count == 0 ? "no other kit is" : $"there are: {string.Join(", ", kits)}")}.");
        }

        var open = pending.Count(waiting => string.Equals(waiting.Sku, sku, StringComparison.Ordinal));
        if (open >= TransferRules.MostPending)
        {
            return new ProblemResult(
                new Problem { Type = ProblemTypes.Busy, Title = "Too many wait", Status = StatusCodes.Status503ServiceUnavailable, Detail = $"{open} transfers of {sku} wait for their kits' answers; /api/v1/market shows them." }, Soon);
        }

        request = desk.Request(id, sku, asked.Quantity, donor);
        return null;
    }

    private IResult Of(TransferRequest request, SettleResult result) => result switch
    {
        SettleResult.Came(var transfer) => TypedResults.Json(transfer, ContractsJson.Default.MarketTransfer),
        SettleResult.Open => TypedResults.Json(desk.Pending(request), ContractsJson.Default.PendingTransfer, statusCode: StatusCodes.Status202Accepted),
        SettleResult.Nothing => new ProblemResult(new Problem
        {
            Type = ProblemTypes.OutOfStock,
            Title = "It has none to spare",
            Status = StatusCodes.Status409Conflict,
            Detail = $"{request.FromKit} has no {request.Sku} to spare.",
            Available = new Dictionary<string, long>(StringComparer.Ordinal) { [request.Sku] = 0 },
        }),
        SettleResult.UnderWay => new ProblemResult(
            new Problem
            {
                Type = ProblemTypes.KeyInProgress,
                Title = "The kit is being asked at this moment",
                Status = StatusCodes.Status409Conflict,
                Detail = "Repeat it shortly with the same key.",
            },
            Soon),
        _ => throw new System.Diagnostics.UnreachableException($"{result}"),
    };

    private ProblemResult? Check(string sku, TransferSubmission asked) =>
        !catalog.TryFind(sku, out _) ? Problems.Of(ProblemTypes.UnknownSku, "Not in the catalogue", StatusCodes.Status404NotFound, $"The catalogue has no '{sku}'.", "sku")
        : asked.Quantity is < 1 or > TransferRules.MostUnits ? Problems.BadRequest("quantity", $"Expected 1 to {TransferRules.MostUnits}.")
        : !PeerRules.IsKit(asked.From) ? Problems.BadRequest("from", "Expected the id of another kit, such as kit-18.")
        : string.Equals(asked.From, kit.Id, StringComparison.OrdinalIgnoreCase) ? Problems.BadRequest("from", "It is this kit itself.")
        : null;
}
