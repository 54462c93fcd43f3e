using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using EdgeKit.Broker.Front;
using EdgeKit.Broker.Tests.Support;
using EdgeKit.Testing;

namespace EdgeKit.Broker.Tests.Front;

public sealed class FrontChannelTests : IDisposable
{
    private static readonly byte[] Connect = [0x10, 14, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5, 2, 0, 0, 0, 0, 1, (byte)'a'];

    private readonly TestClock _clock = new();
    private readonly TestMeterFactory _meters = new();
    private readonly Pipe _in = new();
    private readonly Pipe _out = new(new PipeOptions(pauseWriterThreshold: 16, resumeWriterThreshold: 8));
    private readonly FrontConnection _connection = new(null, new IPEndPoint(IPAddress.Loopback, 4711), isSecure: false);
    private readonly PipeStream _stream;
    private readonly BrokerMetrics _metrics;
    private readonly FrontChannel _channel;

    public FrontChannelTests()
    {
        var options = TestSettings.Of("/none").Read("mqtt", BrokerOptions.Read);
        _metrics = new BrokerMetrics(_meters, new ConnectionLimit(options));
        _stream = new PipeStream(_in.Reader, _out.Writer);
        _channel = new FrontChannel(_stream, _connection, new PacketGate(1024, 1024), new PacketBudget(10, _clock), _metrics, _clock);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _channel.Dispose();
        _stream.Dispose();
        _connection.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Bytes_come_as_they_were_sent()
    {
        await _in.Writer.WriteAsync(Connect, Cancel);

        Assert.Equal(Connect, await ReadAsync(Connect.Length));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_after_five_seconds()
    {
        var reading = ReadAsync(2);
        await _clock.SleepAsync(Cancel);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(await reading);
        Assert.Equal("slow", _metrics.LastRefusal);
    }

    [Fact]
    public async Task A_CONNECT_that_trickles_has_no_longer()
    {
        await _in.Writer.WriteAsync(Connect.AsMemory(0, 4), Cancel);
        Assert.Equal(4, (await ReadAsync(4)).Length);
        _clock.Advance(TimeSpan.FromSeconds(4));
        await _in.Writer.WriteAsync(Connect.AsMemory(4, 1), Cancel);
        Assert.Single(await ReadAsync(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _in.Writer.WriteAsync(Connect.AsMemory(5, 1), Cancel);

        Assert.Empty(await ReadAsync(1));
        Assert.Equal("slow", _metrics.LastRefusal);
    }

    [Fact]
    public async Task A_packet_that_has_begun_is_not_waited_for_forever()
    {
        await SendAsync([.. Connect, 0x30, 100, 0]);
        _clock.Advance(TimeSpan.FromSeconds(29));
        await _in.Writer.WriteAsync(new byte[] { 1 }, Cancel);
        Assert.Single(await ReadAsync(1));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await ReadAsync(1));
    }

    [Fact]
    public async Task Between_packets_a_client_may_be_silent_as_long_as_it_said_and_half_as_long_again()
    {
        await SendAsync(Connect);
        _connection.Patience = TimeSpan.FromSeconds(90);
        var reading = ReadAsync(2);
        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(reading.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task A_client_that_said_nothing_of_it_may_be_silent_for_days()
    {
        await SendAsync(Connect);
        var reading = ReadAsync(2);
        _clock.Advance(TimeSpan.FromDays(3));
        await _in.Writer.WriteAsync(new byte[] { 0xC0, 0 }, Cancel);

        Assert.Equal(2, (await reading).Length);
    }

    [Fact]
    public async Task Of_a_packet_that_is_too_large_nothing_is_read()
    {
        await SendAsync(Connect);
        await _in.Writer.WriteAsync(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3 }, Cancel);
        Assert.Equal(2, (await ReadAsync(2)).Length);

        Assert.Empty(await ReadAsync(1));
        Assert.Equal("tooLarge", _metrics.LastRefusal);
        Assert.Empty(await ReadAsync(1));
    }

    [Fact]
    public async Task Who_sends_more_than_may_be_is_read_more_slowly()
    {
        await SendAsync(Connect);
        byte[] pings = [.. Enumerable.Repeat(new byte[] { 0xC0, 0 }, 50).SelectMany(static ping => ping)];
        await _in.Writer.WriteAsync(pings, Cancel);
        var reading = ReadAsync(pings.Length);
        Assert.False(reading.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(pings.Length, (await reading).Length);
    }

    [Fact]
    public async Task Who_does_not_read_is_closed()
    {
        await SendAsync(Connect);
        var reading = ReadAsync(2);
        var writing = _channel.WriteAsync(new ReadOnlySequence<byte>(new byte[64]), isEndOfPacket: true, Cancel);
        Assert.False(writing.IsCompleted);
        _clock.Advance(FrontChannel.PacketWithin);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Empty(await reading);
    }

    private async Task SendAsync(byte[] bytes)
    {
        await _in.Writer.WriteAsync(bytes, Cancel);
        Assert.Equal(bytes.Length, (await ReadAsync(bytes.Length)).Length);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var buffer = new byte[count];
        var length = await _channel.ReadAsync(buffer, 0, count, Cancel);
        return buffer[..length];
    }
}
