using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Testing.Histories;

namespace EdgeKit.Proofs.Stock.Processes;

/// <summary>Somebody at a kit, or the shop at the cloud: makes one call at a time over HTTP and writes down what was told.</summary>
internal sealed class HistoryClient(string who, string where, Uri address, long started) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = Patience }) { BaseAddress = address, Timeout = Patience };
    private readonly List<HistoryCall> _calls = [];
    private int _count;

    public IReadOnlyList<HistoryCall> Calls => _calls;

    /// <summary>Calls without an answer, with what repeats them.</summary>
    public List<Func<CancellationToken, Task<HistoryCall>>> Open { get; } = [];

    /// <summary>Transfers that it asked for without an answer.</summary>
    public int Unanswered { get; private set; }

    public Task<HistoryCall> OrderAsync(IReadOnlyList<SkuQuantity> lines, Guid? hold, CancellationToken cancellationToken)
    {
        var mark = Mark("order");
        return AskAsync(
            HistoryOperation.Order,
            mark,
            lines,
            hold,
            "/api/v1/orders",
            new OrderSubmission(lines, new Payment(PaymentMethod.Cash), hold, Note: mark),
            ContractsJson.Default.OrderSubmission,
            cancellationToken);
    }

    public Task<HistoryCall> HoldAsync(IReadOnlyList<SkuQuantity> lines, int seconds, CancellationToken cancellationToken)
    {
        var mark = Mark("cart").Replace(' ', '-');
        return AskAsync(HistoryOperation.Hold, mark, lines, null, "/api/v1/holds", new HoldRequest(mark, lines, seconds), ContractsJson.Default.HoldRequest, cancellationToken);
    }

    public Task<HistoryCall> VoidAsync(Guid order, CancellationToken cancellationToken)
    {
        var mark = Mark("void");
        return AskAsync(
            HistoryOperation.Void, mark, [], order, $"/api/v1/orders/{order:D}/void", new TakeBackRequest(mark, Restock: true), ContractsJson.Default.TakeBackRequest, cancellationToken);
    }

    public Task<HistoryCall> ReceiveAsync(string sku, int quantity, CancellationToken cancellationToken)
    {
        var mark = Mark("receipt");
        return AskAsync(
            HistoryOperation.Receive,
            mark,
            [new SkuQuantity(sku, quantity)],
            null,
            $"/api/v1/stock/{sku}/receive",
            new StockChange(quantity, mark, who),
            ContractsJson.Default.StockChange,
            cancellationToken);
    }

    public Task<HistoryCall> ShopOrderAsync(IReadOnlyList<SkuQuantity> lines, CancellationToken cancellationToken)
    {
        var mark = Mark("shop");
        var body = new OrderSubmission(lines, new Payment(PaymentMethod.Later));
        return AskAsync(HistoryOperation.ShopOrder, mark, lines, null, "/v1/shop/orders", body, ContractsJson.Default.OrderSubmission, cancellationToken, ShopBody(mark, lines));
    }

    public Task<HistoryCall> PoolReceiveAsync(string sku, int quantity, CancellationToken cancellationToken)
    {
        var mark = Mark("goods");
        var body = new StockChange(quantity, mark, who);
        return AskAsync(
            HistoryOperation.PoolReceive, mark, [new SkuQuantity(sku, quantity)], null, $"/v1/stock/{sku}/receive", body, ContractsJson.Default.StockChange, cancellationToken);
    }

    /// <summary>Asks this kit to fetch rights from another. It sells nothing, so it is no part of the history; the logs tell what came of it.</summary>
    public async Task TransferAsync(string sku, string from, int quantity, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/stock/{sku}/transfer", UriKind.Relative))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new TransferSubmission(from, quantity), ContractsJson.Default.TransferSubmission)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Convert.ToHexString(Encoding.UTF8.GetBytes(Mark("transfer"))));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Unanswered++;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static byte[] ShopBody(string reference, IReadOnlyList<SkuQuantity> lines)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("lines");
            foreach (var (sku, quantity) in lines)
            {
                json.WriteStartObject();
                json.WriteString("sku", sku);
                json.WriteNumber("quantity", quantity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("reference", reference);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private string Mark(string what) => FormattableString.Invariant($"{what} {++_count} of {who}");

    private double Now() => TimeProvider.System.GetElapsedTime(started).TotalSeconds;

    private async Task<HistoryCall> AskAsync<T>(
        HistoryOperation operation,
        string mark,
        IReadOnlyList<SkuQuantity> lines,
        Guid? subject,
        string path,
        T body,
        JsonTypeInfo<T> json,
        CancellationToken cancellationToken,
        byte[]? instead = null)
    {
        var bytes = instead ?? JsonSerializer.SerializeToUtf8Bytes(body, json);
        var call = await SendAsync(operation, mark, lines, subject, path, bytes, cancellationToken);
        if (call.Outcome == HistoryOutcome.Unknown && operation != HistoryOperation.Hold)
        {
            Open.Add(token => SendAsync(operation, mark, lines, subject, path, bytes, token));
        }

        return call;
    }

    private async Task<HistoryCall> SendAsync(
        HistoryOperation operation, string mark, IReadOnlyList<SkuQuantity> lines, Guid? subject, string path, byte[] bytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Convert.ToHexString(Encoding.UTF8.GetBytes(mark)));
        var call = new HistoryCall(who, where, operation, mark, mark, Now(), HistoryOutcome.Unknown, lines, Subject: subject);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            var told = HistoryAnswer.Of((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            call = call with { Ended = Now(), Outcome = OutcomeOf(told), Answer = told };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            call = call with { Answer = new HistoryAnswer(0, Problem: exception.Message) };
        }

        _calls.Add(call);
        return call;
    }

    private static HistoryOutcome OutcomeOf(HistoryAnswer answer) => answer.Status switch
    {
        >= 200 and < 300 => HistoryOutcome.Ok,
        >= 500 => HistoryOutcome.Unknown,
        _ when answer.Problem is ProblemTypes.KeyInProgress or ProblemTypes.OutcomeUnknown => HistoryOutcome.Unknown,
        _ => HistoryOutcome.Fail,
    };
}
