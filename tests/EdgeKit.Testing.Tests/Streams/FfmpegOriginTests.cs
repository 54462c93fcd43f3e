using System.Globalization;
using System.Text.RegularExpressions;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Tests;

public sealed partial class FfmpegOriginTests
{
    private const string Ffmpeg = "/usr/bin/ffmpeg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FfmpegFormat.Hls)]
    [InlineData(FfmpegFormat.LowLatencyHls)]
    [InlineData(FfmpegFormat.LowLatencyDash)]
    public async Task A_player_gets_picture_and_sound(FfmpegFormat format)
    {
        Assert.SkipUnless(File.Exists(Ffmpeg), "needs the Debian package ffmpeg");
        await using var origin = await FfmpegOrigin.StartAsync(format, Cancel);

        var (exitCode, output) = await ChildProcess.RunAsync(
            Ffmpeg, ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", origin.Playlist.ToString(), "-t", "2", "-c", "copy", "-f", "framemd5", "-"], Cancel);

        Assert.True(exitCode == 0, output);
        Assert.Contains("#codec_id 0: h264", output, StringComparison.Ordinal);
        Assert.Contains("#codec_id 1: aac", output, StringComparison.Ordinal);
        Assert.InRange(output.Split('\n').Count(static line => line.StartsWith("0,", StringComparison.Ordinal)), 40, 60);
    }

    [Fact]
    public async Task Fragments_become_parts_of_segments_that_begin_with_a_key_frame()
    {
        Assert.SkipUnless(File.Exists(Ffmpeg), "needs the Debian package ffmpeg");
        await using var origin = await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyHls, Cancel);
        using var http = new HttpClient { BaseAddress = origin.Folder };

        var playlist = await http.GetStringAsync(new Uri("v0/live.m3u8?_HLS_msn=1&_HLS_part=3", UriKind.Relative), Cancel);

        var parts = Part().Matches(playlist).Where(static part => part.Groups["msn"].Value is "0" or "1").ToList();
        Assert.Equal(["0.0", "0.1", "0.2", "0.3", "1.0", "1.1", "1.2", "1.3"], parts.Select(static part => $"{part.Groups["msn"].Value}.{part.Groups["part"].Value}"));
        Assert.All(parts, static part => Assert.Equal(part.Groups["part"].Value is "0", part.Groups["independent"].Success));
        Assert.All(parts, static part => Assert.Equal(0.5, double.Parse(part.Groups["seconds"].Value, CultureInfo.InvariantCulture), 3));
        var segment = await http.GetByteArrayAsync(new Uri("v0/0.m4s", UriKind.Relative), Cancel);
        var first = await http.GetByteArrayAsync(new Uri("v0/0.0.m4s", UriKind.Relative), Cancel);
        Assert.Equal(first, segment[..first.Length]);
    }

    [Fact]
    public async Task A_segment_of_low_latency_dash_can_be_had_while_it_is_sent()
    {
        Assert.SkipUnless(File.Exists(Ffmpeg), "needs the Debian package ffmpeg");
        await using var origin = await FfmpegOrigin.StartAsync(FfmpegFormat.LowLatencyDash, Cancel);
        using var http = new HttpClient { BaseAddress = origin.Folder };

        var manifest = await http.GetStringAsync(origin.Playlist, Cancel);
        var before = Segments(origin).Count;
        await Readiness.WaitUntilAsync(_ => Task.FromResult(Segments(origin).Count > before), static () => "no segment begins", Cancel);
        var growing = Segments(origin)[^1];
        using var answer = await http.GetAsync(new Uri(growing.Path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await body.ReadExactlyAsync(new byte[500], Cancel);

        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.False(growing.HasEnded);
        Assert.Contains("availabilityTimeComplete=\"false\"", manifest, StringComparison.Ordinal);
        Assert.Contains($"value=\"{origin.Origin.Address}time\"", manifest, StringComparison.Ordinal);
    }

    private static List<OriginRequest> Segments(FfmpegOrigin origin) =>
        [.. origin.Origin.Requests.Where(static request => request.Method == "PUT" && request.Path.EndsWith(".m4s", StringComparison.Ordinal))];

    [GeneratedRegex("#EXT-X-PART:DURATION=(?<seconds>[0-9.]+),URI=\"(?<msn>[0-9]+)[.](?<part>[0-9]+)[.]m4s\"(?<independent>,INDEPENDENT=YES)?", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Part();
}
