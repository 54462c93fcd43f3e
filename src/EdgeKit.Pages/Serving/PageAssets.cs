using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;

namespace EdgeKit.Pages.Serving;

/// <summary>The files of the page, by their path.</summary>
internal static class PageAssets
{
    private const string Root = "Assets/";
    private const string Page = ".html";
    private const string NamePlace = "{kit}";

    /// <summary>Reads them all.</summary>
    /// <param name="kitName">What the page calls the kit.</param>
    public static IReadOnlyDictionary<string, PageAsset> Load(string kitName)
    {
        var here = typeof(PageAssets).Assembly;
        return here.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToDictionary(static name => PathOf(name[Root.Length..]), name => Load(here, name, kitName), StringComparer.Ordinal);
    }

    private static string PathOf(string file) => file switch
    {
        "index.html" => "/",
        _ when file.EndsWith(Page, StringComparison.Ordinal) => "/" + file[..^Page.Length],
        _ => "/assets/" + file,
    };

    private static PageAsset Load(Assembly here, string name, string kitName)
    {
        using var stream = here.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.ToArray();
        return name.EndsWith(Page, StringComparison.Ordinal)
            ? new PageAsset(TypeOf(name), Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(NamePlace, HtmlEncoder.Default.Encode(kitName), StringComparison.Ordinal)))
            : new PageAsset(TypeOf(name), bytes);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        var other => throw new InvalidOperationException($"The page has no files of type {other}."),
    };
}
