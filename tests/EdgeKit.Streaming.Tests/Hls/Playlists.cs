using System.Text;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

/// <summary>Reads playlists that a test writes as text.</summary>
internal static class Playlists
{
    public static PlaylistReading Read(string text) => PlaylistReader.Read(Encoding.UTF8.GetBytes(text));

    public static MediaPlaylist Media(string text) => Assert.IsType<PlaylistReading.Media>(Read(text)).Playlist;

    public static MultivariantPlaylist Multivariant(string text) => Assert.IsType<PlaylistReading.Multivariant>(Read(text)).Playlist;

    public static string Opaque(string text) => Assert.IsType<PlaylistReading.Opaque>(Read(text)).Why;

    public static string Render(MediaPlaylist playlist, bool skip = false, Func<string, string?>? rewrite = null) =>
        Encoding.UTF8.GetString(new PlaylistRenderer(rewrite ?? (static _ => null)).Render(playlist, skip));

    public static string Render(MultivariantPlaylist playlist, IReadOnlySet<int> kept, Func<string, string?>? rewrite = null) =>
        Encoding.UTF8.GetString(new PlaylistRenderer(rewrite ?? (static _ => null)).Render(playlist, kept));
}
