using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeKit.Testing;
using EdgeKit.Testing.Links;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Tests.Transport;

public sealed class CloudSocketsTests : IDisposable
{
    private const int Tcp = 6;
    private const int CongestionControl = 13;
    private const int SocketLevel = 1;
    private const int MostPacingRate = 47;

    private static readonly TcpInfo Healthy = new(TimeSpan.Zero, TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(600), 1_000, 0, 7_300);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _near = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _far;

    public CloudSocketsTests()
    {
        _listener.Start();
        _near.Connect(_listener.LocalEndpoint);
        _far = _listener.AcceptSocket();
    }

    private static bool HasBbr =>
        File.ReadAllText($"/proc/sys/net/ipv4/tcp_{(Environment.IsPrivilegedProcess ? "available" : "allowed")}_congestion_control").Split().Contains("bbr");

    [Fact]
    public async Task The_kernel_tells_how_a_connection_is()
    {
        for (var i = 0; i < 5; i++)
        {
            await _near.SendAsync(new byte[100], TestContext.Current.CancellationToken);
            await _far.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken);
        }

        var info = TcpInfo.Of(_near)!.Value;
        Assert.Equal((5, 0), (info.Sent, info.Resent));
        Assert.InRange(info.LeastRoundTrip, TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(5));
        Assert.InRange(info.RoundTrip, info.LeastRoundTrip, TimeSpan.FromSeconds(5));
        Assert.InRange(info.SinceAck, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task What_was_handed_over_is_on_the_way_until_the_far_end_has_it()
    {
        Assert.Equal(0, TcpInfo.Of(_near)!.Value.OnTheWay);
        _near.Blocking = false;
        while (_near.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectWrite))
        {
            _near.Send(new byte[65_536], SocketFlags.None, out _);
        }

        Assert.InRange(TcpInfo.Of(_near)!.Value.OnTheWay, 65_536, 64 << 20);
        var rest = new byte[65_536];
        await Readiness.WaitUntilAsync(
            async token =>
            {
                await _far.ReceiveAsync(rest, token);
                return TcpInfo.Of(_near)!.Value.OnTheWay == 0;
            },
            () => $"{TcpInfo.Of(_near)}",
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Its_pace_is_another_from_then_on_where_the_kernel_has_it()
    {
        var info = Healthy;
        var time = new TestClock();
        var sockets = new CloudSockets(_ => info, time);
        _near.SetRawSocketOption(Tcp, CongestionControl, "reno"u8);
        using var stream = sockets.Add(_near);

        Assert.Null(sockets.PaceByWhatLands());
        Assert.Equal("reno", PaceOf(_near));

        info = info with { Resent = 100, Sent = 120 };
        Assert.Null(sockets.PaceByWhatLands());
        for (var moment = 1; moment < 3; moment++)
        {
            Assert.Equal("reno", PaceOf(_near));
            time.Advance(TimeSpan.FromSeconds(2));
            info = info with { Resent = info.Resent + 1 };
            Assert.Equal(moment == 2 ? HasBbr : null, sockets.PaceByWhatLands());
        }

        Assert.Equal(HasBbr ? "bbr" : "reno", PaceOf(_near));
        Assert.Null(sockets.PaceByWhatLands());
    }

    [Fact]
    public void Its_pace_is_another_as_soon_as_the_link_is_gone()
    {
        var sockets = new CloudSockets(_ => Healthy, new TestClock());
        _near.SetRawSocketOption(Tcp, CongestionControl, "reno"u8);
        using var stream = sockets.Add(_near);

        sockets.LinkIsGone();

        Assert.Equal(HasBbr ? "bbr" : "reno", PaceOf(_near));
        Assert.Equal(HasBbr, sockets.PaceByWhatLands());
        sockets.LinkIsGone();
        Assert.Null(sockets.PaceByWhatLands());
    }

    [Fact]
    public void A_connection_tells_how_long_the_way_is_and_what_is_on_it()
    {
        var sockets = new CloudSockets(_ => Healthy, new TestClock());
        using var stream = sockets.Add(_near);

        Assert.Equal((Healthy.LeastRoundTrip, Healthy.OnTheWay), (sockets.RoundTrip, sockets.OnTheWay));
    }

    [Fact]
    public void The_kernel_spaces_out_what_it_sends()
    {
        Assert.Equal(uint.MaxValue, MostPacingRateOf(_near));
        using var stream = new CloudSockets(_ => Healthy, new TestClock()).Add(_near);
        Assert.NotEqual(uint.MaxValue, MostPacingRateOf(_near));
    }

    [Fact]
    public void While_the_link_is_gone_the_kernel_tries_more_often()
    {
        var sockets = new CloudSockets(TcpInfo.Of, TimeProvider.System);
        using var stream = sockets.Add(_near);
        var usual = KernelTries.Of(_near);
        Assert.Equal(sockets.Persist, usual is not null);

        sockets.LinkIsGone();
        Assert.Equal(usual / 2, KernelTries.Of(_near));

        sockets.LinkIsBack();
        Assert.Equal(usual, KernelTries.Of(_near));
    }

    [Fact]
    public void A_connection_that_is_closed_is_not_judged()
    {
        var sockets = new CloudSockets(TcpInfo.Of, TimeProvider.System);
        sockets.Add(_near).Dispose();

        Assert.Null(sockets.PaceByWhatLands());
        Assert.Equal((TimeSpan.MaxValue, TimeSpan.MaxValue, (long?)null), (sockets.SinceAck, sockets.RoundTrip, sockets.OnTheWay));
    }

    public void Dispose()
    {
        _far.Dispose();
        _near.Dispose();
        _listener.Dispose();
    }

    private static uint MostPacingRateOf(Socket socket)
    {
        Span<byte> rate = stackalloc byte[sizeof(uint)];
        socket.GetRawSocketOption(SocketLevel, MostPacingRate, rate);
        return BitConverter.ToUInt32(rate);
    }

    private static string PaceOf(Socket socket)
    {
        var name = new byte[16];
        var length = socket.GetRawSocketOption(Tcp, CongestionControl, name);
        return Encoding.ASCII.GetString(name, 0, length).TrimEnd('\0');
    }
}
