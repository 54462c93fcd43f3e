using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Line;
using EdgeKit.Cloud.Tests.Support;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Testing;
using EdgeKit.Testing.Links;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Cloud.Tests.Line;

/// <summary>Lines over real TLS and HTTP/2: records, questions, and nothing that a kit's bytes can do to the cloud.</summary>
public sealed class LineTests(SqliteSource stores) : IClassFixture<SqliteSource>, IAsyncLifetime
{
    private readonly TestIdentity _identity = new();
    private TestCloud _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel), identity: _identity);

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _identity.Dispose();
    }

    [Fact]
    public async Task Records_are_taken_in_as_they_come_and_said_to_be_kept()
    {
        var log = new KitLog("kit-1").SellMany(100);
        var (line, standing) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            Assert.Equal((0, true), (standing.Ack, standing.Feed is not null && standing.Time > 0));
            await line.SendAsync(1, 10);
            Assert.Equal(10, (await line.VerdictAsync()).Ack);
            for (var first = 11; first < 100; first += 10)
            {
                await line.SendAsync(first, first + 9);
            }

            await UntilAsync(line, 100);
        }

        Assert.Equal(100, (await _cloud.OrdersAsync()).Count);
        var (again, known) = await KitEnd.OpenAsync(_cloud, log);
        await using (again)
        {
            Assert.Equal(100, known.Ack);
        }
    }

    [Fact]
    public async Task What_was_said_before_the_kit_finished_is_answered()
    {
        var log = new KitLog("kit-1").SellMany(20);
        var (line, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            await line.SendAsync(1, 20);
            await line.FinishAsync();

            Assert.Equal(20, (await line.VerdictAsync()).Ack);
            Assert.Null(await line.HearAsync());
        }
    }

    [Fact]
    public async Task A_gap_names_what_is_expected_and_ends_the_line()
    {
        var log = new KitLog("kit-1").SellMany(20);
        var (line, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            await line.SendAsync(11, 20);

            Assert.Equal(1, (await line.VerdictAsync()).Expected);
            Assert.Null(await line.HearAsync());
        }
    }

    [Fact]
    public async Task A_batch_that_overtook_a_request_waits_for_it()
    {
        var log = new KitLog("kit-1").SellMany(20);
        var (line, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            var batch = CompactBatch.Write(log.Incarnation, [.. log.Records.Skip(10)]);
            await line.SayAsync(new KitMessage { Records = line.Pack(batch.Span), Length = batch.Length, Flight = 1 });
            await _cloud.PushAsync(log, 1, 10, flightFrom: 1);

            await UntilAsync(line, 20);
        }
    }

    [Fact]
    public async Task Another_history_freezes_the_log_and_says_so()
    {
        var log = new KitLog("kit-1").SellMany(10);
        await _cloud.PushAsync(log, 1, 10);
        var clone = log.CloneUpTo(5);
        for (var more = 0; more < 10; more++)
        {
            clone.Sell("another", 1);
        }

        var (line, _) = await KitEnd.OpenAsync(_cloud, clone);
        await using (line)
        {
            await line.SendAsync(6, 15);
            var problem = JsonSerializer.Deserialize((await line.VerdictAsync()).Problem.Span, ContractsJson.Default.Problem)!;
            Assert.Equal((ProblemTypes.ChainBroken, 409), (problem.Type, problem.Status));
            Assert.Null(await line.HearAsync());
        }
    }

    [Fact]
    public async Task A_pulse_comes_back_with_the_time()
    {
        var (line, _) = await KitEnd.OpenAsync(_cloud, new KitLog("kit-1"));
        await using (line)
        {
            await line.SayAsync(new KitMessage { Pulse = 7 });
            var message = (await line.HearAsync())!;
            Assert.Equal((7, true), (message.Pulse, message.Time > 0));
        }
    }

    [Fact]
    public async Task A_kit_that_falls_silent_with_more_to_say_hears_once_more_what_arrived()
    {
        var clock = new TestClock();
        await using var cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel), clock, identity: _identity);
        var (line, _) = await KitEnd.OpenAsync(cloud, new KitLog("kit-1").SellMany(20));
        await using (line)
        {
            var socket = cloud.Services.GetRequiredService<OpenLines>().Of("kit-1")!.Socket!;
            var usual = KernelTries.Of(socket);
            await line.SendAsync(1, 10, more: true);
            Assert.Equal(10, (await line.VerdictAsync()).Ack);

            clock.Advance(KitLine.MidwaySilence);
            Assert.Equal(10, (await line.VerdictAsync()).Ack);
            Assert.Equal(usual / 2, KernelTries.Of(socket));

            // Once is enough, and it is over when the kit is heard again; with nothing more to come its silence is no news.
            clock.Advance(KitLine.MidwaySilence);
            await line.SendAsync(11, 20);
            Assert.Equal(20, (await line.VerdictAsync()).Ack);
            Assert.Equal(usual, KernelTries.Of(socket));
            clock.Advance(KitLine.MidwaySilence);
            await line.SayAsync(new KitMessage { Pulse = 7 });
            Assert.Equal(7, (await line.HearAsync())!.Pulse);
        }
    }

    [Fact]
    public async Task News_are_said_when_they_come()
    {
        var (line, standing) = await KitEnd.OpenAsync(_cloud, new KitLog("kit-1"));
        await using (line)
        {
            await _cloud.PublishAsync(new Contracts.Catalog.CatalogImportItem("tea", "Tea", new Money(250, "EUR"), 0.07m));
            var message = (await line.HearAsync())!;
            Assert.NotNull(message.Feed);
            Assert.NotEqual(standing.Feed, message.Feed);
        }
    }

    [Fact]
    public async Task A_kit_is_asked_for_its_log_through_its_line()
    {
        var log = new KitLog("kit-1").SellMany(30);
        var (line, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            var answering = AnswerAsync(line, log, questions: 1);
            using var response = await _cloud.Client.GetAsync(new Uri("/v1/kits/kit-1/line/feed?since=10&limit=5", UriKind.Relative), Cancel);

            Assert.Equal((HttpStatusCode.OK, "15"), (response.StatusCode, response.Headers.GetValues("Edge-Next").Single()));
            var (source, records) = CloudEventBatch.Read(await response.Content.ReadAsByteArrayAsync(Cancel));
            Assert.Equal((log.Source, 11, 5), (source, records[0].Seq, records.Count));
            await answering;
        }
    }

    [Fact]
    public async Task A_cloud_fetches_what_it_lacks_and_the_kit_hears_that_it_has_it()
    {
        var log = new KitLog("kit-1").SellMany(2500);
        var (line, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (line)
        {
            var answering = AnswerAsync(line, log, questions: 4);
            using var response = await _cloud.Client.PostAsync(new Uri("/v1/kits/kit-1/line/pull", UriKind.Relative), null, Cancel);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await answering;
            await UntilAsync(line, 2500);
        }

        Assert.Equal(2500, (await _cloud.LogAsync(log)).LastSeq);
    }

    [Fact]
    public async Task Without_a_line_nobody_is_asked()
    {
        using var feed = await _cloud.Client.GetAsync(new Uri("/v1/kits/kit-1/line/feed", UriKind.Relative), Cancel);
        using var pull = await _cloud.Client.PostAsync(new Uri("/v1/kits/kit-1/line/pull", UriKind.Relative), null, Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (feed.StatusCode, pull.StatusCode));
    }

    [Fact]
    public async Task A_kit_has_one_line_and_the_last_one_counts()
    {
        var log = new KitLog("kit-1").SellMany(1);
        var (first, _) = await KitEnd.OpenAsync(_cloud, log);
        var (second, _) = await KitEnd.OpenAsync(_cloud, log);
        await using (first)
        await using (second)
        {
            Assert.Null(await first.HearAsync());
            await second.SendAsync(1, 1);
            Assert.Equal(1, (await second.VerdictAsync()).Ack);
        }
    }

    [Fact]
    public async Task What_is_no_request_for_a_line_is_told_so()
    {
        var log = new KitLog("kit-1");
        using var media = await KitEnd.AskAsync(_cloud, log, Finished(), media: "application/json");
        using var incarnation = await KitEnd.AskAsync(_cloud, log, Finished(), incarnation: "nonsense");
        await using var clear = await TestCloud.StartAsync(await stores.NewAsync(Cancel));
        using var http1 = await KitEnd.AskAsync(clear, log, Finished(), exact: false);

        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest, HttpStatusCode.NotImplemented),
            (media.StatusCode, incarnation.StatusCode, http1.StatusCode));
    }

    [Fact]
    public async Task Whatever_a_kit_says_its_line_ends_and_the_memory_is_given_back()
    {
        var log = new KitLog("kit-1").SellMany(20);
        var whole = CompactBatch.Write(log.Incarnation, log.Records).ToArray();
        var random = new Random(11);
        Func<KitEnd, Task>[] spoilt =
        [
            static line => line.SayAsync(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }),
            line => line.SayAsync(new KitMessage { Records = whole, Length = whole.Length }),
            line => line.SayAsync(new KitMessage { Records = line.Pack(whole), Length = whole.Length + 1 }),
            line => line.SayAsync(new KitMessage { Records = line.Pack(whole), Length = int.MaxValue }),
            line => line.SayAsync(new KitMessage { Records = line.Pack(new byte[8 << 20]), Length = 8 << 20 }),
            line => line.SayAsync(new KitMessage { Records = line.Pack(whole.AsSpan(1)), Length = whole.Length - 1 }),
            .. Enumerable.Range(0, 40).Select(_ => (Func<KitEnd, Task>)(line =>
            {
                var batch = whole.ToArray();
                batch[random.Next(batch.Length)] ^= (byte)random.Next(1, 256);
                return line.SayAsync(new KitMessage { Records = line.Pack(batch), Length = batch.Length });
            })),
        ];
        foreach (var (number, say) in spoilt.Index())
        {
            var (line, _) = await KitEnd.OpenAsync(_cloud, number == 0 ? log : new KitLog(FormattableString.Invariant($"kit-{number}"), log.Incarnation));
            await using (line)
            {
                await say(line);
                await line.FinishAsync();
                while (await line.HearAsync() is not null)
                {
                }
            }
        }

        Assert.True(_cloud.Services.GetRequiredService<BodyBudget>().TryTake(256 * 1024 * 1024), "Something was not given back.");
    }

    [Fact]
    public async Task A_line_ends_with_the_cloud()
    {
        var cloud = await TestCloud.StartAsync(await stores.NewAsync(Cancel), identity: _identity);
        var (line, _) = await KitEnd.OpenAsync(cloud, new KitLog("kit-1"));
        await using (line)
        {
            var ending = line.HearAsync();
            await cloud.Services.GetRequiredService<IHost>().StopAsync(Cancel);
            Assert.Null(await ending);
        }

        await cloud.DisposeAsync();
    }

    [Fact]
    public void There_are_only_so_many_lines()
    {
        var services = _cloud.Services.GetRequiredService<LineServices>();
        var lines = new OpenLines();
        var open = Enumerable.Range(0, OpenLines.Most + 1).Select(number => new KitLine(services, FormattableString.Invariant($"kit-{number}"), Guid.Empty, null!)).ToList();

        Assert.All(open.Take(OpenLines.Most), line => Assert.True(lines.TryOpen(line)));
        Assert.False(lines.TryOpen(open[^1]));
        lines.Close(open[0]);
        Assert.True(lines.TryOpen(open[^1]));
        open.ForEach(static line => line.Dispose());
    }

    private static Pipe Finished()
    {
        var pipe = new Pipe();
        pipe.Writer.Complete();
        return pipe;
    }

    private static async Task UntilAsync(KitEnd line, long ack)
    {
        while ((await line.VerdictAsync()).Ack < ack)
        {
        }
    }

    /// <summary>Answers as a kit's feed does.</summary>
    private static async Task AnswerAsync(KitEnd line, KitLog log, int questions)
    {
        while (questions > 0)
        {
            if ((await line.HearAsync())!.Question is not { } question)
            {
                continue;
            }

            questions--;
            var asked = question.Target.Split('?')[1].Split('&').Select(static part => part.Split('=')).ToDictionary(static part => part[0], static part => int.Parse(part[1], CultureInfo.InvariantCulture));
            var records = log.Records.Skip(asked["since"]).Take(asked["limit"]).ToList();
            var body = new ArrayBufferWriter<byte>();
            CloudEventBatch.Write(body, log.Source, records);
            await line.SayAsync(new KitMessage
            {
                Reply = new LineReply(question.Id, 200, line.Pack(body.WrittenSpan), body.WrittenCount, records.Count > 0 ? records[^1].Seq : asked["since"]),
            });
        }
    }
}
