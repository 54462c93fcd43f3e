namespace EdgeKit.Pages.Sites.Keeping;

/// <summary>The kinds of picture that a site may show, told by their content.</summary>
/// <param name="Extension">Of the file's name.</param>
/// <param name="ContentType">Of the answer.</param>
internal sealed record PictureKind(string Extension, string ContentType)
{
    public static readonly PictureKind Png = new("png", "image/png");
    public static readonly PictureKind Jpeg = new("jpg", "image/jpeg");
    public static readonly PictureKind WebP = new("webp", "image/webp");
    public static readonly PictureKind Svg = new("svg", "image/svg+xml");

    public static readonly IReadOnlyList<PictureKind> All = [Png, Jpeg, WebP, Svg];

    /// <summary>The kind with this extension; null for none.</summary>
    public static PictureKind? Of(ReadOnlySpan<char> extension)
    {
        foreach (var kind in All)
        {
            if (extension.SequenceEqual(kind.Extension))
            {
                return kind;
            }
        }

        return null;
    }
}
