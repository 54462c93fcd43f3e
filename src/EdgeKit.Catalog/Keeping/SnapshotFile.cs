using System.Text.Json;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Catalog.Keeping;

/// <summary>The last imported or received catalogue as a plain file, flushed to the disk before it is on sale.</summary>
internal sealed class SnapshotFile(CatalogOptions options)
{
    // Four times what an import may have; a larger file was not written by the kit.
    private const int MaxLength = 32 << 20;

    private readonly string _path = Path.Combine(options.Directory, "snapshot.json");

    /// <summary>When it was written last, by the file system.</summary>
    public DateTimeOffset Written => new(File.GetLastWriteTimeUtc(_path));

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is missing, damaged or of another form; why is told if it is there.</returns>
    public async ValueTask<(KeptCatalog? Kept, string? Wrong)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            if (file.Length > MaxLength)
            {
                return (null, "it is too large");
            }

            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, cancellationToken);
            var kept = JsonSerializer.Deserialize(content, CatalogJson.Default.KeptCatalog);
            return kept is { IsWhole: true } ? (kept, null) : (null, "its items are not those that were written");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Writes it; on the disk when it returns.</summary>
    /// <exception cref="IOException">The disk is full or failed; the file is as it was.</exception>
    public async ValueTask WriteAsync(KeptCatalog kept, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Directory);
        await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(kept, CatalogJson.Default.KeptCatalog), cancellationToken);
    }
}
