using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using EdgeKit.Contracts.Log;

namespace EdgeKit.Cloud.Tests.Support;

/// <summary>A kit's feed export, written as a kit writes it.</summary>
internal static class ExportFile
{
    public static async Task<string> WriteAsync(DirectoryInfo stick, KitLog log, long first, long last, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder(
            $$"""{"format":"edgekit-feed","version":1,"kit":"{{log.Kit}}","incarnation":"{{log.Incarnation}}","first":{{first}},"last":{{last}},"count":{{last - first + 1}}}""")
            .Append('\n');
        foreach (var record in log.Records.Skip((int)first - 1).Take((int)(last - first + 1)))
        {
            var output = new ArrayBufferWriter<byte>();
            CloudEventBatch.WriteOne(output, log.Source, record);
            lines.Append(Encoding.UTF8.GetString(output.WrittenSpan)).Append('\n');
        }

        var path = Path.Combine(stick.FullName, $"{first}-{last}.feed");
        await using var file = new FileStream(path, FileMode.Create);
        await file.WriteAsync(Encoding.UTF8.GetBytes(Sealed(lines.ToString())), cancellationToken);
        return path;
    }

    /// <summary>With the checksum behind it.</summary>
    public static string Sealed(string text) =>
        $$"""{{text}}{"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}}"}""" + "\n";
}
