using System.Text;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;
using EdgeKit.Uplink.Line;
using EdgeKit.Uplink.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeKit.Uplink.Tests.Line;

/// <summary>The line on a real connection, with TLS and HTTP/2.</summary>
public sealed class LineTransportTests : IAsyncLifetime
{
    private readonly MemoryFeed _feed = new();
    private readonly FakeFeedDesk _desk = new();
    private readonly FarEnd _far = new();
    private LineTransport _transport = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _transport = await _far.StartAsync(_feed, _desk, TimeProvider.System, life: new FakeLifeline());

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task Batches_go_one_after_another_on_one_line_and_one_word_answers_several()
    {
        _feed.Append(30);
        Task<PushResult>[] pushes = [PushAsync(1, 10), PushAsync(11, 20), PushAsync(21, 30)];
        var line = await _far.LineAsync();
        await line.OpenAsync(0);

        var got = await line.RecordsAsync(_feed.Incarnation);
        Assert.Equal((1, 10), (got[0].Seq, got[^1].Seq));
        Assert.Equal(11, (await line.RecordsAsync(_feed.Incarnation))[0].Seq);
        Assert.Equal(21, (await line.RecordsAsync(_feed.Incarnation))[0].Seq);
        Assert.False(pushes[0].IsCompleted);
        await line.SayAsync(new CloudMessage { Ack = 20 });
        Assert.Equal((20, 20), (AckOf(await pushes[0]), AckOf(await pushes[1])));
        await line.SayAsync(new CloudMessage { Ack = 30 });

        Assert.Equal(30, AckOf(await pushes[2]));
        Assert.True(Assert.IsType<PushResult.Acknowledged>(await pushes[2]).Bytes > 0);
        Assert.Equal(0, _far.Requests);
        line.End();
    }

    [Fact]
    public async Task Over_a_short_way_nothing_follows_the_first_batch_until_the_cloud_has_it()
    {
        await using var far = new FarEnd();
        await using var transport = await far.StartAsync(_feed, _desk, TimeProvider.System, life: new FakeLifeline { RoundTrip = TimeSpan.FromMilliseconds(20) });
        _feed.Append(30);
        List<Task<PushResult>> pushes = [];
        foreach (var first in (long[])[1, 11, 21])
        {
            pushes.Add(transport.PushAsync(new PushBatch(first, await _feed.ReadAsync(first - 1, 10, Cancel)), Cancel));
        }

        var line = await far.LineAsync();
        await line.OpenAsync(0);
        Assert.Equal(1, (await line.RecordsAsync(_feed.Incarnation))[0].Seq);
        var second = line.RecordsAsync(_feed.Incarnation);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        Assert.False(second.IsCompleted);

        await line.SayAsync(new CloudMessage { Ack = 10 });
        Assert.Equal(11, (await second)[0].Seq);
        Assert.Equal(21, (await line.RecordsAsync(_feed.Incarnation))[0].Seq);
        Assert.False(pushes[1].IsCompleted);
        await line.SayAsync(new CloudMessage { Ack = 30 });
        Assert.Equal(30, AckOf(await pushes[2]));
        line.End();
    }

    [Fact]
    public async Task What_the_far_end_has_makes_room_though_the_cloud_has_said_nothing_of_it()
    {
        var (life, clock) = (new FakeLifeline(), new TestClock());
        await using var far = new FarEnd();
        await using var transport = await far.StartAsync(_feed, _desk, clock, life: life);
        _feed.Append(1000);
        List<Task<PushResult>> pushes = [];
        foreach (var first in (long[])[1, 201, 401, 601, 801])
        {
            pushes.Add(transport.PushAsync(new PushBatch(first, await _feed.ReadAsync(first - 1, 200, Cancel)), Cancel));
        }

        var line = await far.LineAsync();
        foreach (var _ in pushes)
        {
            await line.HearAsync();
        }

        await line.OpenAsync(400);
        await pushes[1];
        var usual = transport.InOrder!.Value;

        life.OnTheWay = 0;
        Assert.Equal(usual, transport.InOrder);
        clock.Advance(TimeSpan.FromMilliseconds(400));
        life.OnTheWay = 1 << 20;
        Assert.Equal(usual, transport.InOrder);
        life.OnTheWay = 0;
        Assert.InRange(transport.InOrder!.Value.Batches, usual.Batches + 2, usual.Batches + 4);

        await line.SayAsync(new CloudMessage { Ack = 1000 });
        await Task.WhenAll(pushes);
        var learned = transport.InOrder;
        clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(learned, transport.InOrder);
        line.End();
    }

    [Fact]
    public async Task The_cloud_is_told_whether_more_follows()
    {
        _feed.Append(30);
        Task<PushResult>[] pushes = [PushAsync(1, 10), PushAsync(11, 20), PushAsync(21, 30)];
        var line = await _far.LineAsync();
        await line.OpenAsync(0);

        Assert.True((await line.HearAsync())!.More);
        Assert.True((await line.HearAsync())!.More);
        Assert.False((await line.HearAsync())!.More);
        await line.SayAsync(new CloudMessage { Ack = 30 });
        Assert.Equal(30, AckOf(await pushes[2]));
        line.End();
    }

    [Fact]
    public async Task The_cloud_is_told_what_may_still_be_under_way_in_requests()
    {
        _feed.Append(20);
        var push = _transport.PushAsync(new PushBatch(5, await _feed.ReadAsync(10, 10, Cancel)), Cancel);
        var line = await _far.LineAsync();

        Assert.Equal(5, (await line.HearAsync())!.Flight);
        await line.OpenAsync(20);
        Assert.Equal(20, AckOf(await push));
        line.End();
    }

    [Fact]
    public async Task Records_go_out_before_the_cloud_has_said_a_word()
    {
        _feed.Append(5);
        var push = PushAsync(1, 5);
        var line = await _far.LineAsync();

        Assert.Equal(5, (await line.RecordsAsync(_feed.Incarnation)).Count);

        await line.OpenAsync(0);
        await line.SayAsync(new CloudMessage { Ack = 5 });
        Assert.Equal(5, AckOf(await push));
        line.End();
    }

    [Fact]
    public async Task After_a_line_that_broke_amid_records_the_kit_hears_first_what_came_through()
    {
        _feed.Append(20);
        var push = PushAsync(1, 10);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        await line.RecordsAsync(_feed.Incarnation);
        line.End();
        await Assert.ThrowsAsync<HttpRequestException>(() => push);

        push = PushAsync(1, 20);
        line = await _far.LineAsync();
        await line.OpenAsync(10);
        Assert.Equal(new PushResult.Gap(11), await push);

        push = PushAsync(11, 20);
        Assert.Equal(11, (await line.RecordsAsync(_feed.Incarnation))[0].Seq);
        await line.SayAsync(new CloudMessage { Ack = 20 });
        Assert.Equal(20, AckOf(await push));
        line.End();
    }

    [Fact]
    public async Task What_the_cloud_expects_elsewhere_is_a_gap()
    {
        _feed.Append(20);
        Task<PushResult>[] pushes = [PushAsync(11, 15), PushAsync(16, 20)];
        var line = await _far.LineAsync();
        await line.OpenAsync(5);
        await line.SayAsync(new CloudMessage { Expected = 6 });

        Assert.Equal([new PushResult.Gap(6), new PushResult.Gap(6)], await Task.WhenAll(pushes));
        line.End();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(415)]
    [InlineData(501)]
    public async Task A_backend_that_keeps_no_line_gets_requests_from_then_on(int status)
    {
        _feed.Append(10);
        _far.Instead = Says(status);

        Assert.IsType<PushResult.AnotherWay>(await PushAsync(1, 10));
        Assert.Equal(10, AckOf(await PushAsync(1, 10)));

        Assert.Equal(1, _far.Requests);
        Assert.False(_transport.SpeaksUp);
    }

    [Fact]
    public async Task A_server_without_HTTP_2_gets_requests()
    {
        await using var far = new FarEnd();
        await using var transport = await far.StartAsync(_feed, _desk, TimeProvider.System, HttpProtocols.Http1);
        _feed.Append(10);
        var batch = new PushBatch(1, await _feed.ReadAsync(0, 10, Cancel));

        Assert.IsType<PushResult.AnotherWay>(await transport.PushAsync(batch, Cancel));
        Assert.Equal(10, AckOf(await transport.PushAsync(batch, Cancel)));
        Assert.Equal((1, (InOrderRoom?)null), (far.Requests, transport.InOrder));
    }

    [Fact]
    public async Task What_is_not_the_cloud_is_told_apart()
    {
        _feed.Append(10);
        _far.Instead = Says(200);
        await Assert.ThrowsAsync<NotTheCloudException>(() => PushAsync(1, 10));

        _far.Instead = null;
        var push = PushAsync(1, 10);
        var line = await _far.LineAsync();
        await line.OpenAsync(4711);
        await Assert.ThrowsAsync<NotTheCloudException>(() => push);
        line.End();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_token_that_is_not_known_is_a_refusal(int status)
    {
        _feed.Append(10);
        _far.Instead = Says(status);

        Assert.Contains("token", Assert.IsType<PushResult.Refused>(await PushAsync(1, 10)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_cloud_says_when_to_come_back()
    {
        _feed.Append(10);
        _far.Instead = async context =>
        {
            context.Response.Headers.RetryAfter = "40";
            await Says(503)(context);
        };

        Assert.Equal(new PushResult.Busy(503, TimeSpan.FromSeconds(40)), await PushAsync(1, 10));
    }

    [Fact]
    public async Task A_frozen_log_is_told_on_the_line()
    {
        _feed.Append(10);
        var push = PushAsync(1, 10);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        var problem = new Problem { Type = ProblemTypes.ChainBroken, Title = "The log is frozen", Status = 409, Detail = "a person must look" };
        await line.SayAsync(new CloudMessage { Problem = JsonSerializer.SerializeToUtf8Bytes(problem, ContractsJson.Default.Problem) });

        Assert.Equal(new PushResult.Refused("a person must look"), await push);
        line.End();
    }

    [Fact]
    public async Task The_cloud_asks_for_the_log_and_for_nothing_else()
    {
        _feed.Append(1);
        var push = PushAsync(1, 1);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        await line.RecordsAsync(_feed.Incarnation);

        await line.SayAsync(new CloudMessage { Question = new LineQuestion(1, "feed?since=7&limit=50&wait=3") });
        var reply = (await line.HearAsync())!.Reply!;
        Assert.Equal((1, 200, 42L, "since 7 limit 50 wait 3"), (reply.Id, reply.Status, reply.Next, Encoding.UTF8.GetString(line.Unpack(reply))));

        await line.SayAsync(new CloudMessage { Question = new LineQuestion(2, "../v1/orders") });
        reply = (await line.HearAsync())!.Reply!;
        Assert.Equal((2, 404), (reply.Id, reply.Status));

        await line.SayAsync(new CloudMessage { Ack = 1 });
        Assert.Equal(1, AckOf(await push));
        line.End();
    }

    [Fact]
    public async Task Of_many_questions_at_once_some_are_told_to_wait()
    {
        var held = new TaskCompletionSource();
        _desk.Held = held.Task;
        _feed.Append(1);
        var push = PushAsync(1, 1);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        await line.RecordsAsync(_feed.Incarnation);
        for (var id = 1; id <= 9; id++)
        {
            await line.SayAsync(new CloudMessage { Question = new LineQuestion(id, "feed") });
        }

        Assert.Equal((9, 503), ((await line.HearAsync())!.Reply is { } busy ? (busy.Id, busy.Status) : default));
        held.SetResult();
        await line.SayAsync(new CloudMessage { Ack = 1 });
        await push;
        line.End();
    }

    [Fact]
    public async Task News_for_the_kit_come_by_themselves()
    {
        _feed.Append(1);
        await _transport.PullAsync("", TimeSpan.Zero, Cancel);
        var pull = _transport.PullAsync("next", TimeSpan.FromMinutes(1), Cancel);
        var line = await _far.LineAsync();
        await line.OpenAsync(0, "a~1");
        await pull;
        Assert.Equal(2, _far.Pulls);

        pull = _transport.PullAsync("next", TimeSpan.FromMinutes(1), Cancel);
        await line.SayAsync(new CloudMessage { Feed = "a~2" });
        await pull;
        Assert.Equal(3, _far.Pulls);

        Assert.Empty((await _transport.PullAsync("next", TimeSpan.FromMilliseconds(50), Cancel)).Entries);
        Assert.Equal(3, _far.Pulls);
        line.End();
    }

    [Fact]
    public async Task A_cloud_that_is_reached_by_a_line_need_not_be_asked()
    {
        _feed.Append(3);
        var push = PushAsync(1, 3);
        var line = await _far.LineAsync();
        await line.OpenAsync(0);
        await line.SayAsync(new CloudMessage { Ack = 3 });
        await push;
        await _feed.AcknowledgeAsync(3, Cancel);
        Assert.True(_transport.SpeaksUp);

        _transport.Renew();
        await line.Broken.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await Readiness.WaitUntilAsync(_ => Task.FromResult(!_transport.SpeaksUp), static () => "it still counts as reached", Cancel);
    }

    private static long AckOf(PushResult result) => Assert.IsType<PushResult.Acknowledged>(result).Answer.AckSeq;

    private static Func<HttpContext, Task> Says(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private async Task<PushResult> PushAsync(long first, long last) =>
        await _transport.PushAsync(new PushBatch(first, await _feed.ReadAsync(first - 1, (int)(last - first + 1), Cancel)), Cancel);
}
