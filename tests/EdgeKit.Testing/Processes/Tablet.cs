using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;

namespace EdgeKit.Testing.Processes;

/// <summary>A till on the stall's LAN: sends orders one after another, and never forgets what it was told about each.</summary>
/// <param name="name">Begins each order's mark; letters and few digits, so that a mark never looks like a card's number.</param>
/// <param name="kit">Where the kit answers.</param>
/// <param name="patience">How long it waits for an answer.</param>
public sealed class Tablet(string name, Uri kit, TimeSpan patience) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = patience }) { BaseAddress = kit, Timeout = patience };
    private readonly Dictionary<string, Call> _calls = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Every order it sent, with the last it heard of it.</summary>
    public IReadOnlyCollection<Call> Calls => _calls.Values;

    /// <summary>Shows a device's token from now on.</summary>
    public void Bring(string token) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    /// <summary>Sends a new order.</summary>
    /// <param name="cancellationToken">Ends the wait; the order is unknown then.</param>
    /// <param name="method">How it is paid.</param>
    /// <param name="lines">What is ordered; one or two things of <see cref="KitSetup.Table"/> when none.</param>
    public Task<Call> OrderAsync(CancellationToken cancellationToken, PaymentMethod method = PaymentMethod.Cash, params IReadOnlyList<SkuQuantity> lines)
    {
        var number = _count++;
        var mark = string.Create(CultureInfo.InvariantCulture, $"{name}, order {number}");
        var items = KitSetup.Table;
        var ordered = lines.Count > 0
            ? lines
            : [new(items[number % items.Count].Sku, 1 + (number % 3)), .. number % 2 == 0 ? [] : new SkuQuantity[] { new(items[(number + 1) % items.Count].Sku, 1) }];
        var call = new Call(
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D"),
            new OrderSubmission(ordered, new Payment(method), Note: mark),
            CallOutcome.Unknown);
        _calls.Add(mark, call);
        return SendAsync(call, cancellationToken);
    }

    /// <summary>Sends an order again, with the key and the bytes it had.</summary>
    public async Task<Call> SendAsync(Call call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/orders", UriKind.Relative))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(call.Submission, ContractsJson.Default.OrderSubmission)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", call.Key);
        var asked = TimeProvider.System.GetTimestamp();
        Call told;
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            told = Read(call, answer, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // What an earlier answer said stays said.
            told = call with { Error = exception.Message };
        }

        told = told with { Took = TimeProvider.System.GetElapsedTime(asked) };
        _calls[told.Mark] = told;
        return told;
    }

    /// <summary>Sends every order again of which it does not know, until each is answered or <paramref name="tries"/> have failed.</summary>
    public async Task AskAgainAsync(int tries, CancellationToken cancellationToken)
    {
        foreach (var call in _calls.Values.Where(static call => call.Outcome == CallOutcome.Unknown).ToArray())
        {
            for (var attempt = 0; attempt < tries && _calls[call.Mark].Outcome == CallOutcome.Unknown; attempt++)
            {
                await SendAsync(call, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static Call Read(Call call, HttpResponseMessage answer, byte[] body)
    {
        var told = call with
        {
            Status = (int)answer.StatusCode,
            Answer = body,
            Replayed = answer.Headers.TryGetValues("Idempotency-Replayed", out var values) && values.Contains("true", StringComparer.Ordinal),
        };
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            return told with { Outcome = CallOutcome.Acked, Error = null, Receipt = JsonSerializer.Deserialize(body, ContractsJson.Default.OrderReceipt) };
        }

        var problem = answer.Content.Headers.ContentType?.MediaType == Problem.ContentType
            ? JsonSerializer.Deserialize(body, ContractsJson.Default.Problem)
            : null;

        // While the first request with the key is still being answered, nothing is known yet; and a kit that cannot take orders
        // now may not have looked whether it took this one before.
        var askedBefore = call.Error is not null;
        var outcome = problem?.Type is ProblemTypes.KeyInProgress or ProblemTypes.OutcomeUnknown || (askedBefore && told.Status >= 500) ? CallOutcome.Unknown : CallOutcome.Refused;
        return told with { Outcome = outcome, Problem = problem, Error = problem is null ? $"{told.Status} without a problem document" : told.Error };
    }
}
