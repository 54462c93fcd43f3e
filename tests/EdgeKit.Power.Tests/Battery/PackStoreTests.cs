using EdgeKit.Kernel.Storage;
using EdgeKit.Power.Battery;
using EdgeKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKit.Power.Tests.Battery;

public sealed class PackStoreTests
{
    [Fact]
    public void All_that_is_known_of_a_pack_is_kept()
    {
        using var folder = new TemporaryDirectory();
        var file = Path.Combine(folder.Path, "power.db");
        var fresh = new PackState(PackState.Current, 0.51, 0.52, 0.03, 1.1, 0.93, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.04, 1, 0.3, [], null, PackMark.None, null);
        var learned = fresh with { ColdFactor = 1.2, ColdSpread = 0.1, CurveOff = [-0.01, 0, 0.02], EndOhms = 0.05, Mark = PackMark.Empty, SinceMark = TimeSpan.FromMinutes(7) };
        using (var store = new LiteStore(file, NullLogger.Instance))
        {
            new PackStore(store).Keep([("fresh", fresh), ("learned", learned), ("old", fresh with { Version = PackState.Current - 1 })]);
        }

        using var again = new LiteStore(file, NullLogger.Instance);
        var kept = new PackStore(again);
        Assert.Equivalent(fresh, kept.Find("fresh"), strict: true);
        Assert.Equivalent(learned, kept.Find("learned"), strict: true);
        Assert.Null(kept.Find("old"));
        Assert.Null(kept.Find("unknown"));
    }
}
