using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Demo.Tablets;

/// <summary>Answers a till as a kit does, on a real port, and can lose answers, be busy, and run out.</summary>
internal sealed class StandInKit : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly WebApplication _app;
    private readonly Dictionary<string, (string Body, byte[] Answer)> _answers = new(StringComparer.Ordinal);
    private readonly List<OrderReceipt> _orders = [];

    private StandInKit(WebApplication app) => _app = app;

    /// <summary>What goes wrong with the nth request, counted from one: nothing, an answer lost after the commit, or 503.</summary>
    public Func<int, StandInFault> FaultOf { get; set; } = static _ => StandInFault.None;

    /// <summary>What is left of the SKUs that are counted; of others there is plenty.</summary>
    public Dictionary<string, long> Left { get; } = new(StringComparer.Ordinal);

    public int Requests { get; private set; }

    public IReadOnlyCollection<string> Keys => _answers.Keys;

    public IReadOnlyList<OrderReceipt> Orders => _orders;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<StandInKit> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var kit = new StandInKit(app);
        app.MapPost("/api/v1/orders", (RequestDelegate)(context => kit.AnswerAsync(context, kit.Order)));
        app.MapPost("/api/v1/orders/{id}/{deed}", (RequestDelegate)(context => kit.AnswerAsync(context, kit.Change)));
        app.MapPost("/api/v1/stock/{sku}/receive", (RequestDelegate)(context => kit.AnswerAsync(context, kit.Receive)));
        await app.StartAsync(cancellationToken);
        return kit;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, byte[], (int Status, byte[] Answer)> act)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        StandInFault fault;
        (int Status, byte[] Answer) answer;
        lock (_gate)
        {
            fault = FaultOf(++Requests);
            answer = fault == StandInFault.Busy
                ? (StatusCodes.Status503ServiceUnavailable, [])
                : ActOnce(context, key, body.ToArray(), act);
        }

        if (fault == StandInFault.AnswerLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Status < 400 ? "application/json" : Problem.ContentType;
        await context.Response.Body.WriteAsync(answer.Answer, context.RequestAborted);
    }

    private (int Status, byte[] Answer) ActOnce(HttpContext context, string key, byte[] body, Func<HttpContext, byte[], (int Status, byte[] Answer)> act)
    {
        var text = Convert.ToBase64String(body);
        if (_answers.TryGetValue(key, out var before))
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
            return before.Body == text ? (201, before.Answer) : Refusal(422, ProblemTypes.KeyReused);
        }

        var answer = act(context, body);
        if (answer.Status < 400)
        {
            _answers.Add(key, (text, answer.Answer));
        }

        return answer;
    }

    private (int Status, byte[] Answer) Order(HttpContext context, byte[] body)
    {
        var order = JsonSerializer.Deserialize(body, ContractsJson.Default.OrderSubmission)!;
        var missing = order.Lines.Where(line => Left.GetValueOrDefault(line.Sku, long.MaxValue) < line.Quantity).ToList();
        if (missing.Count > 0)
        {
            return Refusal(409, ProblemTypes.OutOfStock, missing.ToDictionary(static line => line.Sku, line => Left[line.Sku], StringComparer.Ordinal));
        }

        foreach (var line in order.Lines.Where(line => Left.ContainsKey(line.Sku)))
        {
            Left[line.Sku] -= line.Quantity;
        }

        var seq = _orders.Count + 1;
        var status = order.Payment.Method == PaymentMethod.Later ? OrderStatus.Open : OrderStatus.Paid;
        var receipt = new OrderReceipt(
            new Guid(seq, 0, 0, new byte[8]), $"17-{seq:0000}", seq, new Money(100, "EUR"), status, new Promise(PromiseState.Queued, "Queued"));
        _orders.Add(receipt);
        return Json(receipt, ContractsJson.Default.OrderReceipt);
    }

    private (int Status, byte[] Answer) Change(HttpContext context, byte[] body)
    {
        var id = Guid.Parse((string)context.GetRouteValue("id")!);
        var order = _orders.Single(order => order.OrderId == id);
        return Json(
            new OrderChange(id, order.Receipt, order.Seq, OrderStatus.Paid, order.Total, order.Promise), ContractsJson.Default.OrderChange);
    }

    private (int Status, byte[] Answer) Receive(HttpContext context, byte[] body)
    {
        var sku = (string)context.GetRouteValue("sku")!;
        Left[sku] = Left.GetValueOrDefault(sku) + JsonSerializer.Deserialize(body, ContractsJson.Default.StockChange)!.Quantity;
        return Json(new StockChanged(1, new StockLevel(sku, Left[sku], 0, 0, 0, 0)), ContractsJson.Default.StockChanged);
    }

    private static (int Status, byte[] Answer) Json<T>(T value, JsonTypeInfo<T> type) => (201, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static (int Status, byte[] Answer) Refusal(int status, string type, IReadOnlyDictionary<string, long>? available = null) =>
        (status, JsonSerializer.SerializeToUtf8Bytes(
            new Problem { Type = type, Title = "No", Status = status, Available = available }, ContractsJson.Default.Problem));
}
