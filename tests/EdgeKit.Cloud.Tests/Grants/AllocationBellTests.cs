using EdgeKit.Cloud.Grants;

namespace EdgeKit.Cloud.Tests.Grants;

public sealed class AllocationBellTests
{
    private readonly AllocationBell _bell = new();

    [Fact]
    public void What_was_rung_is_taken_once()
    {
        Assert.False(_bell.Rung.IsCompleted);
        _bell.Ring(["TEA"]);
        _bell.Ring(["CAKE", "TEA"]);
        _bell.Ring([]);

        Assert.True(_bell.Rung.IsCompleted);
        Assert.Equal(["CAKE", "TEA"], _bell.Take()!.Order());
        Assert.False(_bell.Rung.IsCompleted);
        Assert.Empty(_bell.Take()!);
    }

    [Fact]
    public void Too_many_are_all()
    {
        _bell.Ring([.. Enumerable.Range(0, 20_000).Select(static sku => $"{sku}")]);
        _bell.Ring(["TEA"]);

        Assert.Null(_bell.Take());
        Assert.Empty(_bell.Take()!);
    }
}
