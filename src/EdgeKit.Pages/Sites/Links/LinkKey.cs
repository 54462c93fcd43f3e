using System.Security.Cryptography;
using EdgeKit.Kernel.Storage;
using EdgeKit.Pages.Sites.Keeping;

namespace EdgeKit.Pages.Sites.Links;

/// <summary>The key that the kit's own links are signed with: made when the first is, and kept, so that a receipt's link outlasts a power cut.</summary>
internal sealed class LinkKey(SiteFolder folder)
{
    private const int Length = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _making = new();
    private byte[]? _key;

    /// <summary>The key's bytes.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            lock (_making)
            {
                return _key ??= Read();
            }
        }
    }

    private byte[] Read()
    {
        var path = folder.At("links.key");
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: Length } kept)
        {
            return kept;
        }

        var made = RandomNumberGenerator.GetBytes(Length);
        folder.Make();

        // Written at once, since the first link that is signed may be printed on the first receipt.
        AtomicFile.WriteAsync(path, made, OwnerOnly, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return made;
    }
}
