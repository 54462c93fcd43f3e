using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Stock;
using EdgeKit.Kernel.Loops;

namespace EdgeKit.Demo.Tablets;

/// <summary>
/// How a till talks to the kit: each wish has one key, and goes out again with the same key and the same body until there is
/// an answer. So a cut connection, an answer that got lost or an impatient till never make a second order.
/// </summary>
internal sealed class TillClient(HttpClient http, Backoff backoff, Tally tally, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Orders.</summary>
    public Task<Answer<OrderReceipt>> OrderAsync(OrderSubmission order, CancellationToken cancellationToken) =>
        InsistAsync("api/v1/orders", order, ContractsJson.Default.OrderSubmission, ContractsJson.Default.OrderReceipt, cancellationToken);

    /// <summary>Records a payment.</summary>
    public Task<Answer<OrderChange>> PayAsync(Guid orderId, PayRequest pay, CancellationToken cancellationToken) =>
        InsistAsync($"api/v1/orders/{orderId}/pay", pay, ContractsJson.Default.PayRequest, ContractsJson.Default.OrderChange, cancellationToken);

    /// <summary>Takes back what was not given yet.</summary>
    public Task<Answer<OrderChange>> VoidAsync(Guid orderId, TakeBackRequest request, CancellationToken cancellationToken) =>
        InsistAsync($"api/v1/orders/{orderId}/void", request, ContractsJson.Default.TakeBackRequest, ContractsJson.Default.OrderChange, cancellationToken);

    /// <summary>Gives money back.</summary>
    public Task<Answer<OrderChange>> RefundAsync(Guid orderId, TakeBackRequest request, CancellationToken cancellationToken) =>
        InsistAsync($"api/v1/orders/{orderId}/refund", request, ContractsJson.Default.TakeBackRequest, ContractsJson.Default.OrderChange, cancellationToken);

    /// <summary>Records goods that arrived.</summary>
    public Task<Answer<StockChanged>> ReceiveAsync(string sku, StockChange change, CancellationToken cancellationToken) =>
        InsistAsync($"api/v1/stock/{sku}/receive", change, ContractsJson.Default.StockChange, ContractsJson.Default.StockChanged, cancellationToken);

    private async Task<Answer<TAnswer>> InsistAsync<TWish, TAnswer>(
        string path, TWish wish, JsonTypeInfo<TWish> wishType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        var key = Guid.CreateVersion7(time.GetUtcNow()).ToString("D");
        for (var failures = 1; ; failures++)
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(wish, wishType) };
                request.Headers.Add("Idempotency-Key", key);
                using var response = await http.SendAsync(request, either.Token);
                if (await ReadAsync(response, answerType, either.Token) is { } answer)
                {
                    return answer;
                }
            }
            catch (Exception exception) when (IsCut(exception) && !cancellationToken.IsCancellationRequested)
            {
                tally.LastCut = exception.Message;
            }

            tally.Retried();
            await Task.Delay(backoff.After(failures), time, cancellationToken);
        }
    }

    // An answer that breaks off in the middle is none. A connection that is reset at the moment it comes about shows as a bare
    // SocketException, which HttpClient does not wrap.
    private static bool IsCut(Exception exception) =>
        exception is HttpRequestException or SocketException or IOException or JsonException or OperationCanceledException;

    private async Task<Answer<TAnswer>?> ReadAsync<TAnswer>(HttpResponseMessage response, JsonTypeInfo<TAnswer> type, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            var value = (await response.Content.ReadFromJsonAsync(type, cancellationToken))!;
            if (response.Headers.Contains("Idempotency-Replayed"))
            {
                tally.Replayed();
            }

            return new Answer<TAnswer>.Done(value);
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
        {
            return null;
        }

        var problem = (await response.Content.ReadFromJsonAsync(ContractsJson.Default.Problem, cancellationToken))!;
        return problem.Type == ProblemTypes.KeyInProgress ? null : new Answer<TAnswer>.Refused(problem);
    }
}
