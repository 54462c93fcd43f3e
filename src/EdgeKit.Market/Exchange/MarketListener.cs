using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Stock;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Transfers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeKit.Market.Exchange;

/// <summary>Answers other kits, on the market's port alone: whoever has not the market's key learns nothing and changes nothing.</summary>
internal sealed class MarketListener(
    MarketSeals seals, MarketRun run, MarketOptions options, KitOptions kit, IStockTransfers stock, TransferDesk desk, RequestBudget budget, MarketMetrics metrics)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Whether a connection came in on the market's port, which no other listener has.</summary>
    public bool IsFor(HttpContext context) => context.Connection.LocalPort == options.Listen.Port;

    /// <summary>Answers a request on that port.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (!budget.TryTake(context.Connection.RemoteIpAddress ?? IPAddress.None))
        {
            await RefuseAsync(context, new ProblemResult(new Problem { Type = ProblemTypes.Busy, Title = "Too many requests", Status = StatusCodes.Status429TooManyRequests }, Soon));
            return;
        }

        var request = context.Request;
        switch (request.Path.Value)
        {
            case MarketWire.StockPath when HttpMethods.IsGet(request.Method):
                await AnswerAsync(context, ShowAsync, currentRun: "");
                break;
            case MarketWire.TransfersPath when HttpMethods.IsPost(request.Method):
                await AnswerAsync(context, GiveAsync, run.Text);
                break;
            case MarketWire.StockPath or MarketWire.TransfersPath:
                await RefuseAsync(context, Problems.Of(ProblemTypes.BadRequest, "Wrong method", StatusCodes.Status405MethodNotAllowed, $"{request.Path} does not take {request.Method}."));
                break;
            default:
                await RefuseAsync(context, Problems.NotFound($"There is nothing at {request.Path}."));
                break;
        }
    }

    private async Task AnswerAsync(HttpContext context, Func<byte[], CancellationToken, ValueTask<(byte[]? Answer, ProblemResult? Problem)>> decide, string currentRun)
    {
        if (await ReadAsync(context) is not { } body)
        {
            await RefuseAsync(context, Problems.Of(ProblemTypes.TooLarge, "The body is too large", StatusCodes.Status413PayloadTooLarge, $"A body has at most {MarketWire.LongestRequest} bytes.", "body"));
            return;
        }

        if (Check(context.Request, body, currentRun) is not { } seal)
        {
            // The same for whatever is wrong: who has the key knows what it did.
            context.Response.Headers.WWWAuthenticate = "Edge-Market";
            await RefuseAsync(context, new ProblemResult(new Problem { Type = ProblemTypes.Unauthorized, Title = "Not of this market", Status = StatusCodes.Status401Unauthorized }));
            return;
        }

        var (answer, problem) = await decide(body, context.RequestAborted);
        if (answer is null)
        {
            await RefuseAsync(context, problem!);
            return;
        }

        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers[MarketWire.SealHeader] = Base64Url.EncodeToString(seals.OfAnswer(seal, StatusCodes.Status200OK, answer));
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private ValueTask<(byte[]? Answer, ProblemResult? Problem)> ShowAsync(byte[] body, CancellationToken cancellationToken)
    {
        var offered = stock.Spare
            .Select(spare => KeyValuePair.Create(spare.Key, TransferRules.Offer(spare.Value, options.Keep)))
            .Where(static spare => spare.Value > 0)
            .ToDictionary(StringComparer.Ordinal);
        return ValueTask.FromResult(Of(new PeerStock(kit.Id, kit.Name, stock.Incarnation, run.Text, offered), ContractsJson.Default.PeerStock));
    }

    private async ValueTask<(byte[]? Answer, ProblemResult? Problem)> GiveAsync(byte[] body, CancellationToken cancellationToken)
    {
        TransferRequest? request;
        try
        {
            request = JsonSerializer.Deserialize(body, ContractsJson.Default.TransferRequest);
        }
        catch (JsonException exception)
        {
            return (null, Problems.BadRequest("body", exception.Message));
        }

        if (request is null || !TransferRules.IsRight(request))
        {
            return (null, Problems.BadRequest("body", "It is no request for rights."));
        }

        if (!string.Equals(request.FromKit, kit.Id, StringComparison.Ordinal) || request.FromIncarnation != stock.Incarnation)
        {
            return (null, Problems.Of(ProblemTypes.Gone, "Another log", StatusCodes.Status409Conflict, "What was asked for is another kit's, or of another card of this one."));
        }

        try
        {
            return Of(new TransferAnswer(request.TransferId, await desk.GiveAsync(request, cancellationToken)), ContractsJson.Default.TransferAnswer);
        }
        catch (IOException exception)
        {
            return (null, new ProblemResult(
                new Problem { Type = ProblemTypes.StorageFailed, Title = "Nothing can be given for now", Status = StatusCodes.Status503ServiceUnavailable, Detail = exception.Message }, Soon));
        }
    }

    /// <summary>The seal of a request that has the right one; null otherwise.</summary>
    private byte[]? Check(HttpRequest request, byte[] body, string currentRun)
    {
        var nonce = request.Headers[MarketWire.NonceHeader].ToString();
        var asked = request.Headers[MarketWire.RunHeader].ToString();
        var text = request.Headers[MarketWire.SealHeader].ToString();
        if (!MarketRun.IsRun(nonce) || !Base64Url.IsValid(text, out var length) || length != MarketSeals.Length)
        {
            return null;
        }

        var seal = seals.OfRequest(request.Method, request.Path.Value + request.QueryString.Value, nonce, asked, body);
        var isRight = CryptographicOperations.FixedTimeEquals(seal, Base64Url.DecodeFromChars(text));
        return isRight && string.Equals(asked, currentRun, StringComparison.Ordinal) ? seal : null;
    }

    private static async ValueTask<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MarketWire.LongestRequest)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MarketWire.LongestRequest + 1;
        }

        var body = new byte[MarketWire.LongestRequest + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        return length > MarketWire.LongestRequest ? null : body[..length];
    }

    private static (byte[]? Answer, ProblemResult? Problem) Of<T>(T answer, JsonTypeInfo<T> typeInfo) => (JsonSerializer.SerializeToUtf8Bytes(answer, typeInfo), null);

    private Task RefuseAsync(HttpContext context, ProblemResult refusal)
    {
        metrics.Refused();
        return refusal.ExecuteAsync(context);
    }
}
