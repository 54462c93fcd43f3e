using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using EdgeKit.Testing.Players;
using EdgeKit.Testing.Processes;
using EdgeKit.Testing.Streams;

namespace EdgeKit.EndToEndTests.Live;

[Collection(nameof(LiveEvenings))]
public sealed class LiveEveningTests(LiveEvening evening)
{
    /// <summary>A picture may stand still for as long as the uplink is gone, and a moment more to begin again.</summary>
    private static readonly double MostLost = LiveEvening.Cut.TotalSeconds + 2;

    /// <summary>Less than the media that a player holds at the live edge; the machine is shared.</summary>
    private const double LongestUnseen = 1.5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_uplink_was_gone_and_the_first_origins_still_are()
    {
        Assert.Equal(0, evening.AskedDuringCut);
        Assert.All(evening.Figures.Streams, static stream =>
        {
            Assert.Equal([false, true], stream.Origins.Select(static origin => origin.IsUp));
            Assert.True(stream.Origins[1].Serves);
        });
    }

    [Fact]
    public void Every_player_plays_on() => Assert.All(evening.Viewers, static viewer =>
    {
        var (first, last) = (viewer.Samples[0], viewer.Samples[^1]);
        Assert.InRange(last.At - first.At, LiveEvening.Watched.TotalSeconds - 1, double.MaxValue);
        Assert.True(last.Position - first.Position > last.At - first.At - MostLost, $"{viewer.Name} played {last.Position - first.Position:0.0} of {last.At - first.At:0.0} s\n{Told(viewer)}");
        Assert.False(viewer.Errors.Any(static error => error.IsFatal), $"{viewer.Name}\n{Told(viewer)}");
        Assert.Equal((1, 0), (viewer.Loads, viewer.Crashes));
    });

    [Fact]
    public void Nobody_sees_that_an_origin_goes() => Assert.All(evening.Viewers, viewer =>
    {
        var after = viewer.Samples.Where(sample => sample.At > evening.FailedOverAt).ToList();
        var standstill = after.GroupBy(static sample => sample.Position).Max(static same => same.Max(static sample => sample.At) - same.Min(static sample => sample.At));
        Assert.InRange(after.Count, 50, int.MaxValue);
        Assert.True(standstill < LongestUnseen, $"{viewer.Name} stood still for {standstill:0.0} s\n{Told(viewer)}");
    });

    [Fact]
    public void No_player_jumps_back() => Assert.All(evening.Viewers, static viewer =>
        Assert.All(viewer.Samples.Zip(viewer.Samples.Skip(1)), pair =>
            Assert.True(pair.Second.Position >= pair.First.Position, $"{viewer.Name} went from {pair.First.Position:0.000} to {pair.Second.Position:0.000}")));

    [Fact]
    public async Task No_playlist_is_older_than_the_one_before()
    {
        foreach (var viewer in evening.Viewers)
        {
            LivePosition? before = null;
            var published = DateTimeOffset.MinValue;
            Assert.NotEmpty(viewer.Playlists);
            foreach (var sent in viewer.Playlists)
            {
                var text = await File.ReadAllTextAsync(Path.Combine(evening.Playlists, sent.File), Cancel);
                if (sent.File.EndsWith(".mpd", StringComparison.Ordinal))
                {
                    var at = DateTimeOffset.Parse(XDocument.Parse(text).Root!.Attribute("publishTime")!.Value, CultureInfo.InvariantCulture);
                    Assert.True(at >= published, $"{viewer.Name}: {sent.File} is of {at:O}, after {published:O}");
                    published = at;
                }
                else if (PlaylistPosition.Of(text) is { } position)
                {
                    Assert.True(before is null || position >= before, $"{viewer.Name}: {sent.File} is at {position}, after {before}");
                    before = position;
                }
            }
        }
    }

    [Fact]
    public async Task Two_other_parsers_read_every_playlist()
    {
        var (exitCode, output) = await ChildProcess.RunAsync(
            "node", [Path.Combine(Binaries.Root, "tests/EdgeKit.EndToEndTests/Live/parse.mjs"), evening.Playlists], Cancel);

        Assert.True(exitCode == 0, output);
        var read = JsonNode.Parse(output)!;
        Assert.Empty(read["refused"]!.AsArray().Select(static why => (string)why!));
        Assert.Equal(evening.Viewers.Sum(static viewer => viewer.Playlists.Count(static sent => sent.File.EndsWith(".m3u8", StringComparison.Ordinal))), (int)read["playlists"]!);
        Assert.InRange((int)read["playlists"]!, 3 * 60, int.MaxValue);
        Assert.InRange((int)read["deltas"]!, 1, int.MaxValue);
    }

    [Fact]
    public void The_card_is_not_written_to()
    {
        Assert.True(evening.WrittenBefore > 0, "nothing counts as written here");
        Assert.Equal(0, evening.WrittenBytes);
    }


    private static string Told(ViewerReport viewer) =>
        string.Join('\n', viewer.Errors.Select(static error => $"{(error.IsFatal ? "fatal: " : "")}{error.Text}").Concat(viewer.Failures).Take(40));
}
