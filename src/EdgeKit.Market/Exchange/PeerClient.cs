using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Market;
using EdgeKit.Contracts.Stock;
using EdgeKit.Market.Keys;
using EdgeKit.Market.Peers;

namespace EdgeKit.Market.Exchange;

/// <summary>Asks other kits. An answer counts only with the seal that binds it to its question; that nobody answers is normal, and said in words.</summary>
internal sealed class PeerClient(MarketSeals seals, HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MarketWire.LongestAnswer };

    /// <summary>Connections to other kits: bounded, without redirects, cookies and proxies.</summary>
    public static SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 4,
    };

    /// <summary>Asks who is there, and what it could spare.</summary>
    /// <returns>The answer, or what is wrong.</returns>
    public async ValueTask<(PeerStock? Stock, string? Trouble)> MeetAsync(Uri address, CancellationToken cancellationToken)
    {
        var (stock, trouble) = await AskAsync(address, HttpMethod.Get, MarketWire.StockPath, run: "", body: [], ContractsJson.Default.PeerStock, cancellationToken);
        return stock is null || PeerRules.IsRight(stock) ? (stock, trouble) : (null, "says of itself what no kit may say");
    }

    /// <summary>Asks for rights.</summary>
    /// <returns>The final answer, or why there is none yet.</returns>
    public ValueTask<(TransferAnswer? Answer, string? Trouble)> AskAsync(Uri address, string run, TransferRequest request, CancellationToken cancellationToken) =>
        AskAsync(
            address,
            HttpMethod.Post,
            MarketWire.TransfersPath,
            run,
            JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.TransferRequest),
            ContractsJson.Default.TransferAnswer,
            cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async ValueTask<(T? Answer, string? Trouble)> AskAsync<T>(
        Uri address, HttpMethod method, string path, string run, byte[] body, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
        where T : class
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(MarketRun.Bytes));
        var seal = seals.OfRequest(method.Method, path, nonce, run, body);
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.Add(MarketWire.NonceHeader, nonce);
        request.Headers.Add(MarketWire.RunHeader, run);
        request.Headers.Add(MarketWire.SealHeader, Base64Url.EncodeToString(seal));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK when IsSealed(response, seal, bytes) => (JsonSerializer.Deserialize(bytes, typeInfo), null),
                HttpStatusCode.OK or HttpStatusCode.Unauthorized => (null, "has another key or is of another market (market.keyFile, market.id), or was just started"),
                HttpStatusCode.Conflict => (null, "has another log than the one that was asked: its card was replaced"),
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => (null, "cannot answer just now"),
                _ => (null, $"answers {(int)response.StatusCode}"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "does not answer");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"is not reached: {exception.InnerException?.Message ?? exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return (null, $"gives no answer that makes sense: {exception.Message}");
        }
    }

    private bool IsSealed(HttpResponseMessage response, byte[] request, byte[] body) =>
        response.Headers.TryGetValues(MarketWire.SealHeader, out var values)
        && string.Join(",", values) is var text
        && Base64Url.IsValid(text, out var length)
        && length == MarketSeals.Length
        && CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(text), seals.OfAnswer(request, (int)response.StatusCode, body));
}
