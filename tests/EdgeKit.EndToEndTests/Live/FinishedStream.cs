using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.EndToEndTests.Live;

/// <summary>Ten seconds of picture and tone by ffmpeg, finished (<c>EXT-X-ENDLIST</c>), at an origin of its own.</summary>
internal sealed class FinishedStream : IAsyncDisposable
{
    /// <summary>The program.</summary>
    public const string Ffmpeg = "/usr/bin/ffmpeg";

    private const string Folder = "/media/finished/";
    private const string Playlist = "live.m3u8";

    private readonly TestOrigin _origin = TestOrigin.Start();

    private FinishedStream()
    {
    }

    /// <summary>What a kit's <c>origins</c> names.</summary>
    public Uri Origin => new(_origin.Address, Folder);

    /// <summary>Its playlist at the origin.</summary>
    public Uri Address => new(Origin, Playlist);

    /// <summary>Requests that asked for a part of a file; ffmpeg asks for the whole of one by a range too.</summary>
    public int RangeRequests => _origin.Requests.Count(static request => request is { Method: "GET", Range: not null and not "bytes=0-" });

    /// <summary>Encodes it.</summary>
    /// <param name="hlsFlags">As ffmpeg's <c>-hls_flags</c>: <c>single_file</c> makes all segments byte ranges of one file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<FinishedStream> MakeAsync(string hlsFlags, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryDirectory();
        var (exitCode, output) = await ChildProcess.RunAsync(
            Ffmpeg,
            [
                "-hide_banner", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
                "-t", "10", "-c:v", "libx264", "-preset", "ultrafast", "-g", "48", "-pix_fmt", "yuv420p", "-b:v", "600k", "-c:a", "aac", "-b:a", "64k",
                "-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", hlsFlags, folder[Playlist],
            ],
            cancellationToken);
        Assert.True(exitCode == 0, output);

        var stream = new FinishedStream();
        using var http = new HttpClient { BaseAddress = stream.Origin };
        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            using var body = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken));
            using var answer = await http.PutAsync(new Uri(Path.GetFileName(file), UriKind.Relative), body, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }

        return stream;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _origin.DisposeAsync();
}
