using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeKit.Contracts.Catalog;

/// <summary>The version that follows from what is sold: equal items in equal order have an equal one, wherever it is computed.</summary>
public static class CatalogVersion
{
    private const int HexDigits = 16;

    /// <summary>The first 16 hexadecimal digits of a SHA-256 over the items as JSON, one after the other.</summary>
    public static string Of(IEnumerable<CatalogItem> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        foreach (var item in items)
        {
            JsonSerializer.Serialize(json, item with { TaxRate = Shortest(item.TaxRate) }, ContractsJson.Default.CatalogItem);
            json.Flush();
            hash.AppendData(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
            json.Reset();
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }

    /// <summary>The rate without zeros at its end, which mean nothing and would be written.</summary>
    public static decimal? Shortest(decimal? rate) => rate / 1.0000000000000000000000000000m;
}
