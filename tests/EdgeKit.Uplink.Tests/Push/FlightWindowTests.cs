using EdgeKit.Uplink.Push;

namespace EdgeKit.Uplink.Tests.Push;

public sealed class FlightWindowTests
{
    private readonly FlightWindow _window = new(records: 200, mostRecords: 5000, mostRequests: 4);

    [Fact]
    public void On_a_fast_link_batches_double_once_a_round_trip()
    {
        foreach (var expected in new[] { 400, 800, 1600, 3200, 5000, 5000 })
        {
            var size = _window.Batch;
            for (var landed = 0; landed < 4; landed++)
            {
                _window.Landed(size, Seconds(0.6));
            }

            Assert.Equal(expected, _window.Batch);
        }
    }

    [Fact]
    public void Where_batches_wait_they_become_smaller_and_not_smaller_than_at_first()
    {
        _window.Landed(200, Seconds(0.6));
        _window.Landed(400, Seconds(0.6));
        Assert.Equal(800, _window.Batch);

        _window.Landed(800, Seconds(3));
        Assert.Equal(800, _window.Batch);
        foreach (var expected in new[] { 400, 200, 200 })
        {
            _window.Landed(_window.Batch, Seconds(5));
            Assert.Equal(expected, _window.Batch);
        }
    }

    [Fact]
    public void The_rest_of_a_queue_says_nothing_about_the_link()
    {
        _window.Landed(20, Seconds(0.1));

        Assert.Equal(200, _window.Batch);
    }

    [Fact]
    public void After_trouble_one_small_request_goes_alone()
    {
        _window.Landed(200, Seconds(0.6));

        _window.Narrow();

        Assert.Equal((1, 200), (_window.InFlight, _window.Batch));
        _window.Landed(200, Seconds(0.6));
        Assert.Equal((2, 400), (_window.InFlight, _window.Batch));
    }

    [Fact]
    public void What_was_too_large_is_halved_and_grows_again_only_after_a_while()
    {
        _window.Halve();
        for (var landed = 0; landed < 8; landed++)
        {
            _window.Landed(100, Seconds(0.1));
            Assert.Equal(100, _window.Batch);
        }

        _window.Landed(100, Seconds(0.1));

        Assert.Equal(200, _window.Batch);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
