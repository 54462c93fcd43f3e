using System.Net;
using EdgeKit.Broker.Serving;
using EdgeKit.Broker.Topics;
using EdgeKit.Kernel.Access;
using EdgeKit.Testing;

namespace EdgeKit.Broker.Tests.Serving;

public sealed class BrokerClientsTests
{
    private readonly TestClock _clock = new();
    private readonly BrokerClients _clients;

    public BrokerClientsTests() => _clients = new BrokerClients(_clock);

    [Fact]
    public void The_end_of_an_earlier_connection_is_nothing_to_the_one_that_took_its_place()
    {
        var (first, second) = (new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
        _clients.Enter(New("a", first), isClean: true);
        _clients.Enter(New("a", second), isClean: true);

        _clients.Leave("a", first);
        Assert.Equal(1, _clients.Here);
        _clients.Leave("a", second);
        Assert.Equal(0, _clients.Here);
    }

    [Fact]
    public void Who_comes_back_has_what_it_subscribed_to_and_who_begins_anew_has_not()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, 1);
        _clients.Enter(New("a", endpoint), isClean: true);
        Assert.True(_clients.Find("a")!.TrySubscribe("x", 1));

        _clients.Enter(New("a", endpoint), isClean: false);
        Assert.False(_clients.Find("a")!.TrySubscribe("y", 1));
        _clients.Enter(New("a", endpoint), isClean: true);
        Assert.True(_clients.Find("a")!.TrySubscribe("y", 1));
    }

    [Fact]
    public void A_session_is_over_when_it_was_kept_long_enough()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, 1);
        var client = New("a", endpoint);
        _clients.Enter(client, isClean: true);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(client.IsOver(_clock));

        _clients.Leave("a", endpoint);
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(client.IsOver(_clock));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(client.IsOver(_clock));
    }

    [Fact]
    public void For_who_is_away_so_many_messages_wait_and_so_many_bytes()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, 1);
        var client = New("a", endpoint);
        _clients.Enter(client, isClean: true);
        Assert.True(client.TryWait(2, long.MaxValue));

        _clients.Leave("a", endpoint);
        Assert.True(client.TryWait(2, BrokerClient.MostWaitingBytes - 1));
        Assert.False(client.TryWait(2, 2));
        Assert.True(client.TryWait(2, 1));
        Assert.False(client.TryWait(2, 0));
    }

    private static BrokerClient New(string id, EndPoint remote) => new(id, Caller.ThisMachine, new TopicRights([], null), TimeSpan.FromMinutes(10), remote);
}
