using EdgeKit.Testing;
using EdgeKit.Uplink.Line;

namespace EdgeKit.Uplink.Tests.Line;

public sealed class LineWindowTests
{
    private readonly TestClock _time = new();
    private readonly LineWindow _window;

    public LineWindowTests() => _window = new LineWindow(_time);

    [Theory]
    [InlineData(230, 600, 9)]
    [InlineData(60, 600, 32)]
    [InlineData(0, 20, 32)]
    [InlineData(5000, 600, 4)]
    public void As_many_are_under_way_as_land_in_a_round_trip_and_a_second_and_a_half(int apart, int roundTrip, int batches)
    {
        Land(20, apart, roundTrip);

        Assert.Equal(batches, _window.Batches);
    }

    [Fact]
    public void A_few_landings_say_nothing_yet_nor_do_those_of_before_a_rest()
    {
        Land(3, 10, 600);
        Assert.Equal(LineWindow.First, _window.Batches);

        _window.Rests();
        _time.Advance(TimeSpan.FromHours(1));
        Land(4, 60, 600);
        Assert.Equal(32, _window.Batches);
    }

    private void Land(int times, int apart, int roundTrip)
    {
        for (var landing = 0; landing < times; landing++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(apart));
            _window.Landed(TimeSpan.FromMilliseconds(roundTrip));
        }
    }
}
