using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Loops;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Stock;
using EdgeKit.Kernel.Tiles;
using EdgeKit.Ledger.Feed;
using EdgeKit.Ledger.Holds;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Orders;
using EdgeKit.Ledger.Records;
using EdgeKit.Ledger.Recovery;
using EdgeKit.Ledger.Retention;
using EdgeKit.Ledger.Rights;
using EdgeKit.Ledger.Stock;
using EdgeKit.Ledger.Tiles;
using EdgeKit.Ledger.Transfers;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Ledger;

/// <summary>Orders, stock and the log that leaves the kit: one file, one writer.</summary>
public static class LedgerModule
{
    /// <summary>Registers the ledger. It opens before anything that is registered after it starts.</summary>
    public static IHostApplicationBuilder AddLedger(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(Settings.Of(builder).Read("orders", LedgerOptions.Read));
        services.AddSingleton<LedgerMetrics>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<LedgerWriter>());
        services.AddSingleton<IVital>(static provider => provider.GetRequiredService<LedgerWriter>());
        services.AddSingleton<ILedgerStorage>(static provider => provider.GetRequiredService<LedgerWriter>());
        services.AddSingleton<ILedgerFeed, LedgerFeed>();
        services.AddSingleton<IFeedDesk, FeedDesk>();
        services.AddSingleton<IStockIntake, StockIntake>();
        services.AddSingleton<IStockRights, SellingRights>();
        services.AddSingleton<IStockTransfers, StockTransfers>();
        services.AddSingleton<IRecordLog, RecordLog>();
        services.AddSingleton<HoldDesk>();
        services.AddSingleton<OrderDesk>();
        services.AddSingleton<IOrderDesk>(static provider => provider.GetRequiredService<OrderDesk>());
        services.AddSingleton<HoldEndpoints>();
        services.AddSingleton<OrderEndpoints>();
        services.AddSingleton<StockEndpoints>();
        return builder;
    }

    /// <summary>Registers what the running daemon does with the ledger by itself.</summary>
    public static IHostApplicationBuilder AddLedgerLoops(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<IPowerStage, AmplePower>();
        builder.Services.AddLoop<LedgerRestartLoop>();
        builder.Services.AddLoop<CompactionLoop>();
        builder.Services.AddLoop<HoldLoop>();
        builder.Services.AddLoop<FreezeLoop>();
        builder.Services.AddSingleton<ITile, TillTile>();
        builder.Services.AddSingleton<ITile, StockTile>();
        return builder;
    }

    /// <summary>Maps orders, holds, stock and the feed.</summary>
    public static IEndpointRouteBuilder MapLedger(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var holds = services.GetRequiredService<HoldEndpoints>();
        var orders = services.GetRequiredService<OrderEndpoints>();
        var stock = services.GetRequiredService<StockEndpoints>();
        var api = routes.MapGroup("/api/v1");

        Describe<OrderSubmission, OrderReceipt>(api.MapPost("/orders", (HttpContext context, CancellationToken _) => orders.SubmitAsync(context)).For(Need.Sell), "Order", StatusCodes.Status201Created);
        api.MapGet("/orders", (string? since, string? limit, string? latest, CancellationToken cancellationToken) => orders.ListAsync(since, limit, latest, cancellationToken))
            .For(Need.Sell).WithSummary("A page of orders").Produces<OrderPage>();
        api.MapGet("/orders/{id}", (string id, CancellationToken cancellationToken) => orders.FindAsync(id, cancellationToken))
            .For(Need.Sell).WithSummary("One order").Produces<OrderView>();
        Describe<PayRequest, OrderChange>(api.MapPost("/orders/{id}/pay", (string id, HttpContext context) => orders.PayAsync(id, context)).For(Need.Sell), "Record the payment of an open order");
        Describe<TakeBackRequest, OrderChange>(api.MapPost("/orders/{id}/void", (string id, HttpContext context) => orders.VoidAsync(id, context)).For(Need.Approve), "Void an order or some of it");
        Describe<TakeBackRequest, OrderChange>(api.MapPost("/orders/{id}/refund", (string id, HttpContext context) => orders.RefundAsync(id, context)).For(Need.Approve), "Refund an order or some of it");
        Describe<HoldRequest, HoldView>(api.MapPost("/holds", (HttpContext context, CancellationToken _) => holds.PlaceAsync(context)).For(Need.Everyone), "Reserve goods for a cart", StatusCodes.Status201Created);
        api.MapGet("/holds", () => holds.List()).For(Need.Sell).WithSummary("What is reserved").Produces<IReadOnlyList<HoldView>>();
        api.MapGet("/holds/{id}", (string id) => holds.Find(id)).For(Need.Everyone).WithSummary("One hold").Produces<HoldView>();
        Describe<HoldRequest, HoldView>(api.MapPut("/holds/{id}", (string id, HttpContext context) => holds.ReplaceAsync(id, context)).For(Need.Everyone), "Reserve other goods, or for longer");
        api.MapPost("/holds/{id}/pay", (string id) => holds.PayAsync(id)).For(Need.Sell).WithSummary("The cart is being paid: its hold does not expire").Produces<HoldView>();
        api.MapDelete("/holds/{id}", (string id) => holds.ReleaseAsync(id)).For(Need.Everyone).WithSummary("Give a hold up").Produces(StatusCodes.Status204NoContent);
        api.MapGet("/stock", () => stock.List()).For(Need.Everyone).WithSummary("What may be sold").Produces<IReadOnlyList<StockLevel>>();
        Describe<StockChange, StockChanged>(api.MapPost("/stock/{sku}/receive", (string sku, HttpContext context) => stock.ReceiveAsync(sku, context)).For(Need.Sell), "Goods arrived");
        Describe<StockChange, StockChanged>(api.MapPost("/stock/{sku}/count", (string sku, HttpContext context) => stock.CountAsync(sku, context)).For(Need.Sell), "Goods were counted");
        api.MapGet("/feed", FeedEndpoints.ReadAsync).For(Need.ReadLog).WithSummary("The log, as a CloudEvents batch");
        api.MapPut("/feed/consumers/{name}", FeedEndpoints.AcknowledgeAsync).For(Need.ReadLog).WithSummary("How far a reader of the log is");
        return routes;
    }

    /// <summary>Writes the records that the cloud does not have to a file, beside the running daemon or without it.</summary>
    public static Task<long> ExportFeedAsync(Settings settings, KitOptions kit, CloudConsumer cloud, string path, CancellationToken cancellationToken) =>
        FeedExport.WriteAsync(settings, kit, cloud, path, cancellationToken);

    /// <summary>Sets the ledger aside, so that the next start begins a log of its own without selling rights. No daemon may run.</summary>
    /// <returns>The old log, how many of its records the cloud does not have, and the file with them; null where there is no ledger.</returns>
    /// <exception cref="IOException">The disk is full or failed; the ledger is as it was.</exception>
    public static Task<(Guid Incarnation, long Records, string File)?> RenewAsync(Settings settings, KitOptions kit, CloudConsumer cloud, CancellationToken cancellationToken) =>
        LedgerRenewal.RunAsync(settings, kit, cloud, cancellationToken);

    /// <summary>Looks into the ledger beside the running daemon or without it; what it finds is read only.</summary>
    /// <returns>Null where there is no ledger yet.</returns>
    public static LedgerInspection? Inspect(string dataDirectory, CloudConsumer cloud) => LedgerExamination.Of(dataDirectory, cloud.Name);

    private static void Describe<TRequest, TAnswer>(RouteHandlerBuilder route, string summary, int status = StatusCodes.Status200OK)
        where TRequest : notnull =>
        route.WithSummary(summary).Accepts<TRequest>("application/json", "*/*").Produces<TAnswer>(status).Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
}
