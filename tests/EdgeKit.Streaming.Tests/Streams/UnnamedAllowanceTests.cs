using System.Net;
using EdgeKit.Streaming.Streams;
using EdgeKit.Testing;

namespace EdgeKit.Streaming.Tests.Streams;

public sealed class UnnamedAllowanceTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void One_viewer_who_makes_up_names_leaves_the_others_theirs()
    {
        var allowance = new UnnamedAllowance(_clock);

        Assert.Equal(20, Enumerable.Range(0, 1000).Count(_ => allowance.TryTake(Viewer(1))));
        Assert.True(allowance.TryTake(Viewer(2)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, Enumerable.Range(0, 1000).Count(_ => allowance.TryTake(Viewer(1))));
    }

    [Fact]
    public void However_many_come_only_so_many_are_remembered()
    {
        var allowance = new UnnamedAllowance(_clock);
        for (var viewer = 0; viewer < 5000; viewer++)
        {
            Assert.True(allowance.TryTake(Viewer(viewer)));
        }

        Assert.InRange(allowance.Remembered, 1, 1024);
    }

    private static IPAddress Viewer(int number) => new(number + 1L);
}
