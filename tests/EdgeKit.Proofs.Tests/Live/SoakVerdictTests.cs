using EdgeKit.Proofs.Live;

namespace EdgeKit.Proofs.Tests.Live;

public sealed class SoakVerdictTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void What_wavers_and_comes_back_is_flat() =>
        Assert.Empty(SoakVerdict.Faults(Samples(static second => new SoakSample((100 + (second % 20)) * MiB, 300 + (second % 30), 20, 0, default))));

    [Fact]
    public void Memory_that_grows_slowly_is_seen() =>
        Assert.Contains("resident MiB grew", Assert.Single(SoakVerdict.Faults(Samples(static second => new SoakSample((80 * MiB) + (second * MiB / 10), 300, 20, 0, default)))), StringComparison.Ordinal);

    [Fact]
    public void One_moment_above_the_limit_is_seen() =>
        Assert.Contains("161.0 MiB", Assert.Single(SoakVerdict.Faults(Samples(static second => new SoakSample((second == 7 ? 161 : 100) * MiB, 300, 20, 0, default)))), StringComparison.Ordinal);

    [Fact]
    public void Files_and_threads_that_leak_are_seen()
    {
        var faults = SoakVerdict.Faults(Samples(static second => new SoakSample(100 * MiB, 300 + second, 20 + (second / 20), 0, default))).ToList();

        Assert.Equal(2, faults.Count);
        Assert.Contains("file descriptors grew", faults[0], StringComparison.Ordinal);
        Assert.Contains("threads grew", faults[1], StringComparison.Ordinal);
    }

    private static List<SoakSample> Samples(Func<int, SoakSample> sample) => [.. Enumerable.Range(0, 300).Select(sample)];
}
