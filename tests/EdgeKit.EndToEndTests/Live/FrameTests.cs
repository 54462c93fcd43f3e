using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Live;

public sealed class FrameTests : ProcessTest
{
    [Theory]
    [InlineData("independent_segments")]
    [InlineData("single_file")]
    public async Task Every_frame_comes_through_as_it_was(string hlsFlags)
    {
        Assert.True(File.Exists(FinishedStream.Ffmpeg), "needs the Debian package ffmpeg");
        var stream = Keep(await FinishedStream.MakeAsync(hlsFlags, Cancel));
        var kit = await StartKitAsync(new KitSetup
        {
            Items = [],
            Yaml = $"""
                live:
                  streams:
                    - name: main
                      origins: ["{stream.Origin}"]

                """,
        });

        var direct = await FramesAsync(stream.Address);
        var ranges = stream.RangeRequests;
        var edge = await FramesAsync(new Uri(kit.Address, "/live/main/live.m3u8"));

        Assert.InRange(direct.Count(static line => line.StartsWith("0,", StringComparison.Ordinal)), 230, 250);
        Assert.InRange(direct.Count(static line => line.StartsWith("1,", StringComparison.Ordinal)), 400, 500);
        Assert.Equal(direct, edge);
        Assert.Equal(hlsFlags is "single_file", ranges > 0);
    }

    private static async Task<string[]> FramesAsync(Uri address)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(
            FinishedStream.Ffmpeg, ["-hide_banner", "-nostdin", "-loglevel", "error", "-i", address.ToString(), "-c", "copy", "-f", "framemd5", "-"], Cancel);

        Assert.True(exitCode == 0, output);
        return output.Split('\n');
    }
}
