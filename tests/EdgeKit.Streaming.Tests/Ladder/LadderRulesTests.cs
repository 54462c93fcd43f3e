using CsCheck;
using EdgeKit.Streaming.Hls;
using EdgeKit.Streaming.Ladder;

namespace EdgeKit.Streaming.Tests.Ladder;

public sealed class LadderRulesTests
{
    private static readonly IReadOnlyList<Variant> Four = [Picture(0, 1), Picture(1, 2), Picture(2, 4), Picture(3, 8)];

    private static readonly Gen<IReadOnlyList<Variant>> AnyVariants =
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 9]).Array[1, 8].Select(static rungs => (IReadOnlyList<Variant>)
            [.. rungs.Select(static (rung, index) => rung.Item2 switch { 0 => Sound(index, rung.Item1), 1 => Winding(index, rung.Item1), _ => Picture(index, rung.Item1) })]);

    private static readonly Gen<int[]> AnyViewers = Gen.Int[0, 3].Array[8];

    /// <summary>Megabits a second for the budget; rungs watched and kept by index, those watched by one viewer each.</summary>
    public static TheoryData<double?, int[], int[]?, int[]> Table => new()
    {
        // Nobody watches: the best that fits beside the lowest, then what fits beside those.
        { null, [], null, [0, 1, 2, 3] },
        { 15, [], null, [0, 1, 2, 3] },
        { 14.9, [], null, [0, 2, 3] },
        { 9, [], null, [0, 3] },
        { 8.9, [], null, [0, 1, 2] },
        { 6.9, [], null, [0, 2] },
        { 3, [], null, [0, 1] },
        { 1, [], null, [0] },
        // Never empty.
        { 0.5, [], null, [0] },
        { 0, [1, 2, 3], null, [0] },
        // What is watched comes first, and new viewers get what fits beside it.
        { 9, [2], null, [0, 1, 2] },
        { 9, [1], null, [0, 1, 2] },
        { 9, [0], null, [0, 3] },
        { 9, [3], null, [0, 3] },
        // More is watched than fits: the better of two with as many viewers stays.
        { 9, [2, 3], null, [0, 3] },
        // A rung that was there stays up to the budget; one that was not returns with a tenth to spare.
        { 9, [], [0, 3], [0, 3] },
        { 9, [], [0, 1, 2], [0, 1, 2] },
        { 9.9, [], [0, 1, 2], [0, 1, 2] },
        { 10, [], [0, 1, 2], [0, 3] },
        { 8.9, [], [0, 3], [0, 1, 2] },
        { 15, [], [0, 2, 3], [0, 2, 3] },
        { 16.7, [], [0, 2, 3], [0, 1, 2, 3] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_ladder_fits_the_budget(double? megabits, int[] watched, int[]? kept, int[] expected) =>
        Assert.Equal(expected, Decide(Four, megabits, watched.ToDictionary(static index => index, static _ => 1), kept?.ToHashSet()));

    [Fact]
    public void The_most_watched_rung_comes_first() =>
        Assert.Equal([0, 1, 2], Decide(Four, 9, new Dictionary<int, int> { [2] = 30, [3] = 2 }, null));

    [Fact]
    public void The_lowest_with_a_picture_and_the_lowest_of_sound_always_stay()
    {
        IReadOnlyList<Variant> variants = [Sound(0, 1), Sound(1, 2), Picture(2, 4), Picture(3, 8), Winding(4, 1)];

        Assert.Equal([0, 2], Decide(variants, 0));
        Assert.Equal([0, 1, 2], Decide(variants, 7.5));
        Assert.Equal([0, 1, 2, 4], Decide(variants, 8));
        Assert.Equal([0, 2, 3], Decide(variants, 13));
    }

    [Fact]
    public void Variants_of_one_media_playlist_cost_once_and_stay_together()
    {
        IReadOnlyList<Variant> variants = [Picture(0, 1), Picture(1, 4, "shared"), Picture(2, 5, "shared")];

        Assert.Equal([0, 1, 2], Decide(variants, 6));
        Assert.Equal([0], Decide(variants, 5.9));
    }

    [Fact]
    public void A_playlist_of_winding_alone_is_not_empty_either() => Assert.Equal([0], Decide([Winding(0, 1), Winding(1, 2)], 0));

    [Theory]
    [InlineData(10_000_000L, 1.0, 8_000_000.0)]
    [InlineData(10_000_000L, 0.5, 4_000_000.0)]
    [InlineData(10_000_000L, 7.0, 8_000_000.0)]
    [InlineData(0L, 1.0, 0.0)]
    [InlineData(null, 0.5, null)]
    public void The_budget_is_a_share_of_the_uplink(long? uplink, double factor, double? budget) => Assert.Equal(budget, LadderRules.Budget(uplink, factor));

    [Fact]
    public void Any_choice_of_viewers_fits_and_deciding_again_changes_nothing() =>
        Gen.Select(AnyVariants, Gen.Double[0, 60], AnyViewers, Gen.Int[0, 255]).Sample(static (variants, megabits, counts, bits) =>
        {
            var viewers = counts.Index().ToDictionary(static pair => pair.Index, static pair => pair.Item);
            var before = Enumerable.Range(0, 8).Where(index => ((bits >> index) & 1) == 1).ToHashSet();
            var kept = Decide(variants, megabits, viewers, before);

            Assert.NotEmpty(kept);

            // Below nothing: into a budget of nothing a rung that says it costs nothing would still fit.
            var least = Decide(variants, -1);
            Assert.True(kept.IsSupersetOf(least));
            Assert.True(kept.Count == least.Count || kept.Sum(index => variants[index].Bandwidth) <= megabits * 1e6);
            Assert.Equal(kept, Decide(variants, megabits, viewers, kept));
        });

    private static HashSet<int> Decide(IReadOnlyList<Variant> variants, double? megabits, Dictionary<int, int>? viewers = null, IReadOnlySet<int>? kept = null) =>
        [.. LadderRules.Decide(variants, megabits * 1e6, viewers ?? [], kept).Order()];

    private static Variant Picture(int index, int megabits, string? uri = null) =>
        new() { Index = index, Uri = uri ?? $"v{index}.m3u8", Bandwidth = megabits * 1_000_000L, Width = 640, Codecs = "avc1.4d401f,mp4a.40.2" };

    private static Variant Sound(int index, int megabits) => new() { Index = index, Uri = $"a{index}.m3u8", Bandwidth = megabits * 1_000_000L, Codecs = "mp4a.40.2, ec-3" };

    private static Variant Winding(int index, int megabits) =>
        new() { Index = index, Uri = $"i{index}.m3u8", Bandwidth = megabits * 1_000_000L, Width = 640, Codecs = "avc1.4d401f", IFrameOnly = true };
}
