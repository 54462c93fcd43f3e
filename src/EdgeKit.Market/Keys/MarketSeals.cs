using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Market.Keys;

/// <summary>
/// Seals what crosses the market's network (HMAC-SHA-256), with a key of its own for each purpose, so that nothing that was sealed as one
/// thing passes as another. Each part is preceded by its length, so that no two different things have the same bytes.
/// </summary>
internal sealed class MarketSeals(MarketKey key, string market)
{
    /// <summary>Bytes of a seal.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _beacon = key.For("beacon", market);
    private readonly byte[] _request = key.For("request", market);
    private readonly byte[] _answer = key.For("answer", market);

    /// <summary>Tells key and market from others without giving anything away, for people to compare.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(key.For("fingerprint", market).AsSpan(0, 4));

    /// <summary>The seal of a beacon.</summary>
    public byte[] OfBeacon(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_beacon, content);

    /// <summary>The seal of a request.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">With the query.</param>
    /// <param name="nonce">Random, new for each request.</param>
    /// <param name="run">The run of the kit that is asked; empty if the request changes nothing there.</param>
    /// <param name="body">The body; empty for none.</param>
    public byte[] OfRequest(string method, string path, string nonce, string run, ReadOnlySpan<byte> body) =>
        Seal(_request, Encoding.UTF8.GetBytes(method), Encoding.UTF8.GetBytes(path), Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(run), SHA256.HashData(body));

    /// <summary>The seal of the answer to the request that has <paramref name="request"/> for its seal.</summary>
    public byte[] OfAnswer(ReadOnlySpan<byte> request, int status, ReadOnlySpan<byte> body) =>
        Seal(_answer, request.ToArray(), Encoding.UTF8.GetBytes(status.ToString(CultureInfo.InvariantCulture)), SHA256.HashData(body));

    private static byte[] Seal(byte[] key, params ReadOnlySpan<byte[]> parts)
    {
        var whole = new ArrayBufferWriter<byte>(256);
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(whole.GetSpan(sizeof(int)), part.Length);
            whole.Advance(sizeof(int));
            whole.Write(part);
        }

        return HMACSHA256.HashData(key, whole.WrittenSpan);
    }
}
