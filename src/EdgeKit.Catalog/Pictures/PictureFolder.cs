using EdgeKit.Kernel.Storage;

namespace EdgeKit.Catalog.Pictures;

/// <summary>
/// The pictures on the kit. One that no item shows any more stays until the change after the next, since an import writes its
/// pictures before its items.
/// </summary>
internal sealed class PictureFolder(CatalogOptions options)
{
    public const int MaxLength = 512 * 1024;

    private IReadOnlySet<string> _unused = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the kit has the picture at <paramref name="address"/>.</summary>
    public bool Has(string address) => File.Exists(PathOf(address[PictureName.Route.Length..]));

    /// <summary>The path of a picture.</summary>
    public string PathOf(string name) => Path.Combine(options.PictureDirectory, name);

    /// <summary>Keeps the picture in <paramref name="path"/>.</summary>
    /// <returns>Its address and length, or what is wrong with it.</returns>
    public async ValueTask<(string? Address, int Length, string? Wrong)> KeepAsync(string path, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            content = new byte[MaxLength + 1];
            content = content[..await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, 0, File.Exists(path) ? $"cannot be read: {exception.Message}" : "no such file");
        }

        if (content.Length > MaxLength)
        {
            return (null, 0, $"is larger than {MaxLength / 1024} KiB");
        }

        if (PictureKind.Of(content) is not { } kind)
        {
            return (null, 0, $"is not a picture; expected one of {string.Join(", ", PictureKind.All.Select(static known => known.Extension))}");
        }

        var name = PictureName.Of(content, kind);
        await WriteAsync(PathOf(name), content, cancellationToken);
        return (PictureName.Route + name, content.Length, null);
    }

    /// <summary>Removes pictures that were unused already at the last call.</summary>
    /// <param name="used">The addresses that items show.</param>
    /// <returns>How many were removed.</returns>
    public int Sweep(IEnumerable<string> used)
    {
        if (!Directory.Exists(options.PictureDirectory))
        {
            return 0;
        }

        var names = used.Where(PictureName.IsAddress).Select(static address => address[PictureName.Route.Length..]).ToHashSet(StringComparer.Ordinal);
        var unused = Directory.EnumerateFiles(options.PictureDirectory).Select(static path => Path.GetFileName(path)).Where(name => !names.Contains(name)).ToHashSet(StringComparer.Ordinal);
        var gone = unused.Where(_unused.Contains).ToArray();
        foreach (var name in gone)
        {
            File.Delete(PathOf(name));
        }

        unused.ExceptWith(gone);
        _unused = unused;
        return gone.Length;
    }

    private static async ValueTask WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var there = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        if (content.AsSpan().SequenceEqual(there))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await AtomicFile.WriteAsync(path, content, cancellationToken);
    }
}
