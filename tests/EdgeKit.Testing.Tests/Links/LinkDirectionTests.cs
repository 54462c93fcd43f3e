using EdgeKit.Testing.Links;

namespace EdgeKit.Testing.Tests;

public sealed class LinkDirectionTests
{
    private static readonly LinkShape Thin = new(256_000, TimeSpan.FromMilliseconds(300), 4_000);

    private readonly TestClock _clock = new();

    [Fact]
    public void A_packet_arrives_after_its_bits_and_the_delay()
    {
        var link = Link(Thin);
        link.Offer(new byte[1_000]);

        Assert.Equal(TimeSpan.FromMilliseconds(31.25 + 300), link.UntilNext());
        _clock.Advance(TimeSpan.FromMilliseconds(331.25) - TimeSpan.FromTicks(1));
        Assert.False(link.TryTake(out _));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(link.TryTake(out var packet));
        Assert.Equal(1_000, packet.Length);
    }

    [Fact]
    public void Packets_leave_one_after_another()
    {
        var link = Link(Thin);
        link.Offer(new byte[1_000]);
        link.Offer(new byte[500]);

        _clock.Advance(link.UntilNext()!.Value);
        Assert.True(link.TryTake(out _));

        Assert.Equal(TimeSpan.FromMilliseconds(15.625), link.UntilNext());
    }

    [Fact]
    public void Rounding_never_adds_up_to_another_rate()
    {
        var link = Link(new LinkShape(700_001, TimeSpan.Zero, int.MaxValue));
        for (var packet = 0; packet < 10_000; packet++)
        {
            link.Offer(new byte[33]);
        }

        _clock.Advance(TimeSpan.FromSeconds(10_000 * 33 * 8 / 700_001.0) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(9_999, Arrived(link));
        _clock.Advance(TimeSpan.FromMicroseconds(2));
        Assert.Equal(1, Arrived(link));
    }

    [Fact]
    public void What_does_not_fit_the_queue_is_dropped_and_what_left_makes_room()
    {
        var link = Link(Thin);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.True(link.Offer(new byte[1_000])));
        Assert.False(link.Offer(new byte[1]));

        _clock.Advance(TimeSpan.FromMilliseconds(31.25));

        Assert.False(link.Offer(new byte[1_001]));
        Assert.True(link.Offer(new byte[1_000]));
        Assert.Equal(2, link.Count.DroppedPackets);
        Assert.Equal(5, link.Count.SentPackets);
    }

    [Fact]
    public void A_line_that_was_idle_saves_nothing_up()
    {
        var link = Link(Thin);
        _clock.Advance(TimeSpan.FromHours(1));
        link.Offer(new byte[1_000]);

        Assert.Equal(TimeSpan.FromMilliseconds(331.25), link.UntilNext());
    }

    [Fact]
    public void Losses_take_their_time_on_the_line_and_are_counted()
    {
        var link = Link(new LinkShape(8_000_000, TimeSpan.Zero, int.MaxValue, Loss: 0.1));
        for (var packet = 0; packet < 10_000; packet++)
        {
            link.Offer(new byte[1_000]);
        }

        Assert.InRange(link.Count.LostPackets, 900, 1_100);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10_000 - link.Count.LostPackets, Arrived(link));
        Assert.Equal(10_000_000, link.Count.SentBytes);
        Assert.Equal(1_000 * (10_000 - link.Count.LostPackets), link.Count.ArrivedBytes);
    }

    [Fact]
    public void A_link_that_is_down_swallows_what_it_is_given()
    {
        var link = Link(Thin);
        link.IsUp = false;

        Assert.False(link.Offer(new byte[100]));

        Assert.Null(link.UntilNext());
        Assert.Equal(0, link.Count.SentBytes);
    }

    [Fact]
    public void What_waits_when_a_link_goes_down_is_gone_and_what_is_on_its_way_arrives()
    {
        var link = Link(new LinkShape(80_000, TimeSpan.FromMilliseconds(300), 64_000));
        for (var packet = 0; packet < 10; packet++)
        {
            link.Offer(new byte[1000]);
        }

        // Each takes a tenth of a second.
        _clock.Advance(TimeSpan.FromMilliseconds(350));
        link.IsUp = false;
        Assert.Equal((3, 3000), (link.Count.SentPackets, link.Count.SentBytes));

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, Arrived(link));
        link.IsUp = true;
        link.Offer(new byte[1000]);
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, Arrived(link));
    }

    private static int Arrived(LinkDirection link)
    {
        var arrived = 0;
        while (link.TryTake(out _))
        {
            arrived++;
        }

        return arrived;
    }

    private LinkDirection Link(LinkShape shape) => new(shape, _clock, new Random(7));
}
