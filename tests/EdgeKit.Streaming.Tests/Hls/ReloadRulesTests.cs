using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Tests.Hls;

/// <summary>Segments 100 to 107 are complete, with four parts of 0.5 s each in the last two, and 108 has two parts so far.</summary>
public sealed class ReloadRulesTests
{
    private static readonly LiveStream Stream = new() { FirstMsn = 100, SegmentSeconds = 2, PartsEach = 4, PartsOfNext = 2 };

    [Theory]
    [InlineData(null, null)]
    [InlineData(0L, null)]
    [InlineData(107L, null)]
    [InlineData(99L, 50)]
    [InlineData(106L, 9)]
    [InlineData(107L, 3)]
    [InlineData(107L, 4)]
    [InlineData(107L, 1_000_000)]
    [InlineData(108L, 0)]
    [InlineData(108L, 1)]
    public void What_the_playlist_has_is_answered(long? msn, int? part) =>
        Assert.IsType<ReloadVerdict.Answer>(Decide(Stream, msn, part));

    [Theory]
    [InlineData(108L, null)]
    [InlineData(109L, null)]
    [InlineData(108L, 2)]
    [InlineData(108L, 7)]
    [InlineData(109L, 0)]
    [InlineData(109L, 5)]
    public void What_comes_soon_is_waited_for(long msn, int? part) =>
        Assert.Equal(new ReloadVerdict.Wait(msn, part), Decide(Stream, msn, part));

    [Theory]
    [InlineData(110L, null)]
    [InlineData(110L, 0)]
    [InlineData(9007199254740992L, null)]
    [InlineData(null, 0)]
    [InlineData(108L, 8)]
    [InlineData(109L, 6)]
    public void What_is_too_far_ahead_is_refused(long? msn, int? part) =>
        Assert.IsType<ReloadVerdict.Refuse>(Decide(Stream, msn, part));

    [Fact]
    public void A_part_beyond_the_last_of_a_complete_segment_waits_as_part_0_of_the_next() =>
        Assert.Equal(new ReloadVerdict.Wait(108, 0), Decide(Stream with { PartsOfNext = 0 }, 107, 4));

    [Theory]
    [InlineData(null, 0)]
    [InlineData(108L, null)]
    [InlineData(5000L, 77)]
    public void An_ended_playlist_answers_everything(long? msn, int? part) =>
        Assert.IsType<ReloadVerdict.Answer>(Decide(Stream with { Ended = true }, msn, part));

    [Fact]
    public void A_stream_without_parts_is_waited_for_by_segment()
    {
        var plain = Stream with { PartsEach = 0 };

        Assert.IsType<ReloadVerdict.Answer>(Decide(plain, 107, 5));
        Assert.Equal(new ReloadVerdict.Wait(108, null), Decide(plain, 108, null));
        Assert.Equal(new ReloadVerdict.Wait(108, 2), Decide(plain, 108, 2));
        Assert.IsType<ReloadVerdict.Refuse>(Decide(plain, 108, 3));
        Assert.IsType<ReloadVerdict.Refuse>(Decide(plain, 110, null));
    }

    [Fact]
    public void A_playlist_without_segments_waits_for_its_first()
    {
        var empty = Playlists.Media("#EXTM3U\n#EXT-X-TARGETDURATION:4\n");

        Assert.Equal(new ReloadVerdict.Wait(0, null), ReloadRules.Decide(empty, new ReloadRequest(0, null, Skip: false)));
        Assert.Equal(new ReloadVerdict.Wait(0, 0), ReloadRules.Decide(empty, new ReloadRequest(0, 0, Skip: false)));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(0.0, 3)]
    [InlineData(2.0, 3)]
    [InlineData(1.0, 3)]
    [InlineData(0.5, 6)]
    [InlineData(0.33334, 9)]
    [InlineData(0.33333, 10)]
    [InlineData(1e-12, int.MaxValue)]
    public void The_advance_part_limit_is_three_or_three_seconds_of_parts(double? target, int limit) =>
        Assert.Equal(limit, ReloadRules.AdvancePartLimit(target));

    private static ReloadVerdict Decide(LiveStream stream, long? msn, int? part) =>
        ReloadRules.Decide(Playlists.Media(stream.ToString()), new ReloadRequest(msn, part, Skip: false));
}
