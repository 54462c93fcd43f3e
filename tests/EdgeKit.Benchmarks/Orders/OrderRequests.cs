using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Benchmarks.Orders;

/// <summary>Requests that are made before the clock runs: only the key changes from one to the next.</summary>
internal sealed class OrderRequests
{
    private const int TypicalShapes = 64;
    private const int EveningShapes = 4096;
    private const int KeyLength = 32;
    private readonly byte[][] _requests;
    private readonly int _keyAt;
    private long _keys;

    /// <summary>Typical orders of two lines.</summary>
    /// <param name="host">The kit's address.</param>
    /// <param name="run">Keeps the keys of one run apart from another's.</param>
    public OrderRequests(string host, int run)
        : this(host, run, Enumerable.Range(0, TypicalShapes).Select(Typical))
    {
    }

    private OrderRequests(string host, int run, IEnumerable<string> bodies)
    {
        _keys = (long)run << 40;
        var head = $"POST /api/v1/orders HTTP/1.1\r\nHost: {host}\r\nIdempotency-Key: ";
        _keyAt = head.Length;
        _requests = [.. bodies.Select(body => Request(head, body))];
    }

    /// <summary>
    /// An evening's: one to four lines, some things far more often than others, cash and cards with the terminal's reference, now and then a
    /// note. No two follow from each other, so that what they take on a wire is what a stall's orders take.
    /// </summary>
    public static OrderRequests OfAnEvening(string host, int run)
    {
        var random = new Random(run);
        return new OrderRequests(host, run, Enumerable.Range(0, EveningShapes).Select(_ => OfAnEvening(random)));
    }

    /// <summary>A stall's table: forty things, more of each than any run sells.</summary>
    public static IReadOnlyList<CatalogImportItem> Table { get; } =
        [.. Enumerable.Range(1, 40).Select(static number => new CatalogImportItem(
            Sku(number), string.Create(CultureInfo.InvariantCulture, $"Thing number {number}"), new Money(250 + (number * 50), "EUR"), number % 2 == 0 ? 0.19m : 0.07m, Stock: 1_000_000))];

    /// <summary>The next request. It holds until the same shape is asked for again, so it is to be sent before that.</summary>
    public ReadOnlySpan<byte> Next(byte[] buffer)
    {
        var key = _keys++;
        var request = _requests[key % _requests.Length];
        request.CopyTo(buffer, 0);
        Utf8Formatter.TryFormat(key, buffer.AsSpan(_keyAt, KeyLength), out _, new System.Buffers.StandardFormat('D', KeyLength));
        return buffer.AsSpan(0, request.Length);
    }

    private static string Sku(int number) => string.Create(CultureInfo.InvariantCulture, $"SKU-{number:000}");

    private static string Typical(int shape)
    {
        var (one, other) = (1 + (shape % 40), 1 + (((shape * 7) + 3) % 40));
        var second = other == one ? (other % 40) + 1 : other;
        return FormattableString.Invariant(
            $"{{\"lines\":[{{\"sku\":\"{Sku(one)}\",\"quantity\":{1 + (shape % 3)}}},{{\"sku\":\"{Sku(second)}\",\"quantity\":1}}],\"payment\":{{\"method\":\"cash\"}}}}");
    }

    [SuppressMessage("Security", "CA5394", Justification = "Orders of a benchmark, the same in every run.")]
    private static string OfAnEvening(Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => (Number: 1 + (int)(40 * Math.Pow(random.NextDouble(), 2)), Quantity: random.Next(4) == 0 ? random.Next(2, 5) : 1))
            .DistinctBy(static line => line.Number)
            .Select(static line => FormattableString.Invariant($"{{\"sku\":\"{Sku(line.Number)}\",\"quantity\":{line.Quantity}}}"));
        var payment = random.Next(2) == 0 ? "\"method\":\"cash\"" : FormattableString.Invariant($"\"method\":\"terminal\",\"reference\":\"auth {random.Next(100_000, 1_000_000)}\"");
        var note = random.Next(12) == 0 ? FormattableString.Invariant($",\"note\":\"table {random.Next(1, 40)}\"") : "";
        return $"{{\"lines\":[{string.Join(',', lines)}],\"payment\":{{{payment}}}{note}}}";
    }

    private static byte[] Request(string head, string body) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{head}{new string('0', KeyLength)}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
}
