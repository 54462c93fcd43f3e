namespace EdgeKit.Pages.Sites.Showing;

/// <summary>Where a block's picture is.</summary>
internal static class PictureAddress
{
    /// <summary>The pictures that the kit brings along, by their names in a document.</summary>
    public static readonly IReadOnlyList<(string Name, string What)> Drawn = [("lanterns", "Lanterns over a market"), ("stage", "A small stage"), ("table", "A laid table")];

    /// <summary>Its path; null for no picture.</summary>
    public static string? Of(string slug, string? picture) => picture is null ? null
        : Drawn.Any(drawn => drawn.Name == picture) ? $"/assets/hero-{picture}.svg"
        : $"/e/{slug}/pictures/{picture}";
}
