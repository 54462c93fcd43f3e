using System.Buffers;
using System.Security.Cryptography;
using EdgeKit.Kernel.Storage;

namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>The pictures of sites: each named by what is in it, so that it never changes under its name and is never kept twice.</summary>
internal sealed class PictureStore(SiteFolder folder) : IDisposable
{
    /// <summary>The largest picture, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The most pixels on one side.</summary>
    public const int MaxSide = 4096;

    private const int MaxPixels = 12_000_000;
    private const int Most = 200;
    private const int HexDigits = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly SemaphoreSlim _changing = new(1);

    private string Directory => folder.At("pictures");

    /// <summary>Whether <paramref name="name"/> is one of ours; anything else could lead out of the directory.</summary>
    public static PictureKind? KindOf(string name) => name.Length > HexDigits + 1 && name[HexDigits] == '.' && name.AsSpan(0, HexDigits).IndexOfAnyExcept(Digits) < 0
        ? PictureKind.Of(name.AsSpan(HexDigits + 1))
        : null;

    /// <summary>Keeps a picture; on the disk when it returns.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="used">The names of those that sites show; others make room when there are too many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its name, or what is wrong with it.</returns>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public async Task<(string? Name, string? Wrong)> KeepAsync(byte[] content, IEnumerable<string> used, CancellationToken cancellationToken)
    {
        if (content.Length > MaxLength)
        {
            return (null, $"The picture is larger than {MaxLength >> 10} KiB.");
        }

        if (PictureHead.Of(content) is not { } head)
        {
            return (null, "That is no picture the kit can show. Choose a PNG, JPEG or WebP file, or a drawing in SVG that is only shapes.");
        }

        if (head.Kind != PictureKind.Svg && (head.Width > MaxSide || head.Height > MaxSide || (long)head.Width * head.Height > MaxPixels))
        {
            return (null, $"The picture has {head.Width} by {head.Height} pixels; choose one of at most {MaxSide} on a side and 12 million in all.");
        }

        var name = $"{Convert.ToHexStringLower(SHA256.HashData(content))[..HexDigits]}.{head.Kind.Extension}";
        await _changing.WaitAsync(cancellationToken);
        try
        {
            folder.Make();
            System.IO.Directory.CreateDirectory(Directory);
            if (!File.Exists(PathOf(name)))
            {
                if (Count() >= Most && RemoveUnused(used) == 0)
                {
                    return (null, $"The kit keeps {Most} pictures; remove a site that is over.");
                }

                await AtomicFile.WriteAsync(PathOf(name), content, cancellationToken);
            }

            return (name, null);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The path of a picture's file; null if there is none of that name.</summary>
    public string? Find(string name) => KindOf(name) is not null && File.Exists(PathOf(name)) ? PathOf(name) : null;

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    private string PathOf(string name) => Path.Combine(Directory, name);

    private int Count() => System.IO.Directory.EnumerateFiles(Directory).Count();

    private int RemoveUnused(IEnumerable<string> used)
    {
        var kept = used.ToHashSet(StringComparer.Ordinal);
        var gone = System.IO.Directory.EnumerateFiles(Directory).Where(path => !kept.Contains(Path.GetFileName(path))).ToList();
        gone.ForEach(File.Delete);
        return gone.Count;
    }
}
