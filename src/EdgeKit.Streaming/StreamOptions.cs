using EdgeKit.Kernel.Configuration;

namespace EdgeKit.Streaming;

/// <summary>One stream of <c>live.streams</c>.</summary>
public sealed class StreamOptions
{
    private StreamOptions(SettingsSection section)
    {
        Name = section.RequiredText("name", 64, "letters, digits, hyphens and underscores", static name =>
            name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        var origins = section.Texts("origins", "the address of a folder, such as http://origin.example/hls/", IsOrigin) ?? [];
        if (origins.Count == 0)
        {
            section.Refuse("origins", "a stream needs at least one origin, such as http://origin.example/hls/");
        }

        Playlist = section.Text("playlist", 256, "a file below the origins' folders, such as main.m3u8", IsFile);
        Origins = [.. origins.Select(static origin => new Uri(origin.EndsWith('/') ? origin : origin + "/"))];
    }

    /// <summary>Its name in <c>/live/{name}/…</c>.</summary>
    public string Name { get; }

    /// <summary>The folders it comes from, the preferred first. Each ends with a slash; nothing outside them is ever asked for.</summary>
    public IReadOnlyList<Uri> Origins { get; }

    /// <summary>What the kit's page plays, below <c>/live/{name}/</c>; null and the page shows figures only.</summary>
    public string? Playlist { get; }

    internal static StreamOptions Read(SettingsSection section) => new(section);

    private static bool IsFile(string path) =>
        path.EndsWith(".m3u8", StringComparison.Ordinal)
        && path.Split('/').All(static name => name.Length > 0 && name is not "." and not ".." && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));

    private static bool IsOrigin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https"
        && parsed.UserInfo.Length == 0
        && parsed.Query.Length == 0
        && parsed.Fragment.Length == 0;
}
