using EdgeKit.Testing;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Tests.Line;

public sealed class LineWindowTests
{
    private readonly TestClock _time = new();
    private readonly LineWindow _window;

    public LineWindowTests() => _window = new LineWindow(200, _time);

    [Theory]
    [InlineData(230, 600, 14, 200)]
    [InlineData(60, 200, 21, 333)]
    [InlineData(60, 600, 32, 333)]
    [InlineData(10, 600, 32, 1000)]
    [InlineData(0, 20, 32, 1000)]
    [InlineData(2500, 600, 4, 200)]
    public void As_much_is_under_way_as_lands_in_three_round_trips_and_a_second_and_a_half(int apart, int roundTrip, int batches, int records)
    {
        Land(20, apart, roundTrip);

        Assert.Equal(new InOrderRoom(batches, records), _window.Room);
    }

    [Fact]
    public void A_stall_does_not_narrow_it_at_once_and_a_line_that_became_slow_does()
    {
        Land(20, 60, 600);

        Land(1, 2000, 2600);
        Assert.InRange(_window.Room.Batches * _window.Room.Records, 10_000, 10_700);

        Land(60, 500, 1500);
        Assert.InRange(_window.Room.Batches * _window.Room.Records, 800, 2000);
    }

    [Fact]
    public void A_link_that_was_gone_carries_as_much_as_before()
    {
        Land(20, 230, 600);
        var before = _window.Room;

        // What was under way lands at once when the link is back, which is no pace either.
        Land(1, 27_000, 27_600);
        Land(8, 0, 27_600);
        Land(3, 230, 600);

        Assert.InRange(_window.Room.Batches, before.Batches, before.Batches * 3);
        Assert.InRange(_window.Room.Records, 200, 400);
    }

    [Fact]
    public void A_few_landings_say_nothing_yet_nor_do_those_of_before_a_rest()
    {
        Land(3, 10, 600);
        Assert.Equal(new InOrderRoom(8, 200), _window.Room);

        _window.Rests();
        _time.Advance(TimeSpan.FromHours(1));
        Land(4, 60, 600);
        Assert.Equal(new InOrderRoom(32, 333), _window.Room);
    }

    [Fact]
    public void What_has_arrived_is_not_under_way_though_the_cloud_has_said_nothing_of_it()
    {
        Assert.Equal(_window.Room, _window.RoomBeside(NotAsked));

        Land(20, 230, 600);
        Assert.Equal(_window.Room, _window.RoomBeside(NotAsked));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(_window.Room, _window.RoomBeside(() => 0));
        Assert.Equal(_window.Room with { Batches = 19 }, _window.RoomBeside(() => 5 * 1_600));
        Assert.Equal(_window.Room with { Batches = 64 }, _window.RoomBeside(() => 1_000_000));

        Land(20, 10, 600);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(new InOrderRoom(32, 1_000), _window.RoomBeside(() => 1_000_000));

        static long NotAsked() => throw new InvalidOperationException("the kernel is asked for nothing");
    }

    private void Land(int times, int apart, int roundTrip)
    {
        for (var landing = 0; landing < times; landing++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(apart));
            _window.Landed(200, 1_600, TimeSpan.FromMilliseconds(roundTrip), TimeSpan.MaxValue);
        }
    }
}
