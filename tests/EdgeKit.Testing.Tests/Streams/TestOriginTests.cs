using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using EdgeKit.Testing.Streams;

namespace EdgeKit.Testing.Tests;

public sealed class TestOriginTests : IAsyncDisposable
{
    private readonly TestOrigin _origin = TestOrigin.Start(new TestOriginOptions { Renditions = [new("low", 400_000), new("high", 4_000_000)] });
    private readonly HttpClient _http;

    public TestOriginTests() => _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _origin.Address };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task Every_byte_can_be_checked_and_is_counted()
    {
        const string path = "/hls/high/110.m4s";
        var bytes = await _http.GetByteArrayAsync(At(path), Cancel);

        Assert.Equal(1_000_000, bytes.Length);
        Assert.Equal(_origin.ExpectedBytes(path), bytes);
        Assert.NotEqual(_origin.ExpectedBytes("/hls/high/111.m4s"), bytes);
        Assert.Equal(bytes, await _http.GetByteArrayAsync(At("/dash/high/110.m4s"), Cancel));
        Assert.Equal(1, _origin.RequestsOf(path));
        Assert.Equal(1_000_000, _origin.BytesOf(path));
        Assert.Equal(2_000_000, _origin.BodyBytes);
    }

    [Fact]
    public async Task A_segment_is_its_parts_one_after_another()
    {
        var parts = new List<byte>();
        for (var part = 0; part < 4; part++)
        {
            parts.AddRange(await _http.GetByteArrayAsync(At($"/hls/low/110.{part}.m4s"), Cancel));
        }

        Assert.Equal(_origin.ExpectedBytes("/hls/low/110.m4s"), parts);
    }

    [Fact]
    public async Task Ranges_and_conditions_follow_the_validators()
    {
        const string path = "/hls/high/110.m4s";
        using var whole = await _http.GetAsync(At(path), Cancel);
        using var range = await SendAsync(path, request => (request.Headers.Range, request.Headers.IfRange) = (new(777_777, null), new(whole.Headers.ETag!)));
        using var other = await SendAsync(path, static request => (request.Headers.Range, request.Headers.IfRange) = (new(777_777, null), new("\"x\"")));
        using var same = await SendAsync(path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));

        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal("bytes 777777-999999/1000000", range.Content.Headers.ContentRange!.ToString());
        Assert.Equal(_origin.ExpectedBytes(path)[777_777..], await range.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Contains(_origin.Requests, static request => request is { Range: "bytes=777777-", IfRange: "\"x\"" });
    }

    [Fact]
    public async Task A_low_latency_playlist_waits_for_the_part_that_is_asked_for()
    {
        var blocked = _http.GetStringAsync(At("/hls/low/live.m3u8?_HLS_msn=115&_HLS_part=1"), Cancel);
        var hinted = _http.GetByteArrayAsync(At("/hls/low/115.0.m4s"), Cancel);
        await ArrivedAsync(2);

        _origin.Advance();
        Assert.Equal(_origin.ExpectedBytes("/hls/low/115.0.m4s"), await hinted);
        Assert.False(blocked.IsCompleted);
        _origin.Advance();

        var playlist = await blocked;
        Assert.Contains("#EXT-X-PART:DURATION=0.50000,URI=\"115.1.m4s\"\n", playlist, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"115.2.m4s\"\n", playlist, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-RENDITION-REPORT:URI=\"../high/live.m3u8\",LAST-MSN=115,LAST-PART=1\n", playlist, StringComparison.Ordinal);
        Assert.EndsWith("114.m4s\n", playlist[..playlist.IndexOf("#EXT-X-PART:DURATION=0.50000,URI=\"115", StringComparison.Ordinal)], StringComparison.Ordinal);
        using var early = await _http.GetAsync(At("/hls/low/live.m3u8?_HLS_msn=117"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
    }

    [Fact]
    public async Task A_growing_segment_comes_as_it_is_published()
    {
        _origin.Advance();
        using var answer = await _http.GetAsync(At("/dash/low/115.m4s"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        var first = new byte[40_000];
        await body.ReadExactlyAsync(first, Cancel);
        var rest = new byte[60_000];
        var reading = body.ReadAtLeastAsync(rest, 60_000, throwOnEndOfStream: false, Cancel).AsTask();

        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.False(reading.IsCompleted);
        _origin.AdvanceSegment();

        Assert.Equal(60_000, await reading);
        Assert.Equal(_origin.ExpectedBytes("/dash/low/115.m4s"), first.Concat(rest));
    }

    [Fact]
    public async Task Parts_as_ranges_are_those_that_the_playlist_names()
    {
        await using var origin = TestOrigin.Start(new TestOriginOptions { Flavour = HlsFlavour.PartRanges, Renditions = [new("low", 400_000)] });
        origin.Advance();
        using var http = new HttpClient { BaseAddress = origin.Hls };

        var playlist = await http.GetStringAsync(At("low/live.m3u8"), Cancel);
        Assert.Contains("#EXT-X-PART:DURATION=0.50000,URI=\"115.m4s\",BYTERANGE=\"40000@0\",INDEPENDENT=YES\n", playlist, StringComparison.Ordinal);
        Assert.Contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"115.m4s\",BYTERANGE-START=40000\n", playlist, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, At("low/115.m4s")) { Headers = { Range = new RangeHeaderValue(40_000, null) } };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        origin.AdvanceSegment();
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(origin.ExpectedBytes("/hls/low/115.m4s")[40_000..], await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_cut_is_a_reset_after_the_bytes_that_were_told()
    {
        const string path = "/hls/high/110.m4s";
        var rule = _origin.Fail(new OriginFault.Cut(300_001), path, times: 1);
        using var answer = await _http.GetAsync(At(path), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        using var got = new MemoryStream();

        var cut = await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(got, Cancel));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(cut.GetBaseException()).SocketErrorCode);
        Assert.Equal(_origin.ExpectedBytes(path)[..300_001], got.ToArray());
        Assert.Equal(1, rule.Struck);
        Assert.Equal(300_001, _origin.BytesOf(path));
        Assert.Equal(1_000_000, (await _http.GetByteArrayAsync(At(path), Cancel)).Length);
    }

    [Fact]
    public async Task It_can_be_away_and_come_back()
    {
        _origin.Fail(new OriginFault.Refuse());
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(At("/hls/main.m3u8"), Cancel));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);

        _origin.Heal();

        Assert.Contains("high/live.m3u8", await _http.GetStringAsync(At("/hls/main.m3u8"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_changed_meanwhile_answers_a_resume_with_all_of_it()
    {
        const string path = "/hls/low/110.m4s";
        using var before = await _http.GetAsync(At(path), Cancel);
        _origin.Fail(new OriginFault.OtherContent(), static request => request.Range is not null);
        _origin.Fail(new OriginFault.OtherBytes(), "low/111.m4s");

        using var after = await SendAsync(path, request => (request.Headers.Range, request.Headers.IfRange) = (new(500, null), new(before.Headers.ETag!)));
        using var forged = await _http.GetAsync(At("/hls/low/111.m4s"), Cancel);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.NotEqual(await before.Content.ReadAsByteArrayAsync(Cancel), await after.Content.ReadAsByteArrayAsync(Cancel));
        Assert.NotEqual(_origin.ExpectedBytes("/hls/low/111.m4s"), await forged.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains("g1", forged.Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lengths_and_ranges_can_be_wrong()
    {
        const string path = "/hls/low/110.m4s";
        _origin.Fail(new OriginFault.WrongLength(10), path, times: 1);
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetByteArrayAsync(At(path), Cancel));

        _origin.Fail(new OriginFault.WrongLength(-10), path, times: 1);
        Assert.Equal(_origin.ExpectedBytes(path)[..^10], await _http.GetByteArrayAsync(At(path), Cancel));

        _origin.Fail(new OriginFault.WrongContentRange(7), path);
        using var range = await SendAsync(path, static request => request.Headers.Range = new(100, 199));
        Assert.Equal("bytes 107-206/100000", range.Content.Headers.ContentRange!.ToString());

        _origin.Heal();
        _origin.Fail(new OriginFault.IgnoreRange(), path);
        using var ignored = await SendAsync(path, static request => request.Headers.Range = new(100, 199));
        Assert.Equal(HttpStatusCode.OK, ignored.StatusCode);
    }

    [Fact]
    public async Task A_playlist_can_be_a_bomb_a_loop_and_somebody_elses()
    {
        const string path = "/hls/low/live.m3u8";
        _origin.Fail(new OriginFault.Bomb(1L << 28), path, times: 1);
        using (var bomb = await _http.GetAsync(At(path), Cancel))
        {
            await using var packed = await bomb.Content.ReadAsStreamAsync(Cancel);
            Assert.InRange(packed.Length, 1, 1 << 20);
            await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            var begins = new byte[9];
            await unpacked.ReadExactlyAsync(begins, Cancel);
            Assert.Equal("#EXTM3U\n#"u8.ToArray(), begins);
        }

        _origin.Fail(new OriginFault.Redirect(), path);
        _origin.Fail(new OriginFault.Header("Set-Cookie", "viewer=1"), path);
        using var loop = await _http.GetAsync(At(path), Cancel);
        Assert.Equal(path, loop.Headers.Location!.ToString());
        Assert.Equal(["viewer=1"], loop.Headers.GetValues("Set-Cookie"));
    }

    [Fact]
    public async Task Bodies_can_stall_drip_break_off_and_never_end()
    {
        const string path = "/hls/low/110.m4s";
        _origin.Fail(new OriginFault.Stall(700), path, times: 1);
        using (var stalled = await _http.GetAsync(At(path), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using var body = await stalled.Content.ReadAsStreamAsync(Cancel);
            await body.ReadExactlyAsync(new byte[700], Cancel);
            Assert.False(body.ReadAsync(new byte[1], Cancel).AsTask().IsCompleted);
        }

        _origin.Fail(new OriginFault.Truncate(700), path, times: 1);
        var ended = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetByteArrayAsync(At(path), Cancel));
        Assert.Equal(HttpRequestError.ResponseEnded, ended.HttpRequestError);

        _origin.Fail(new OriginFault.Drip(TimeSpan.FromMilliseconds(1)), path, times: 1);
        using (var dripping = await _http.GetAsync(At(path), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            await using var body = await dripping.Content.ReadAsStreamAsync(Cancel);
            Assert.InRange(await body.ReadAsync(new byte[1000], Cancel), 1, 20);
        }

        foreach (OriginFault fault in (OriginFault[])[new OriginFault.Endless(), new OriginFault.LongLine(1L << 30)])
        {
            _origin.Fail(fault, path, times: 1);
            using var endless = await _http.GetAsync(At(path), HttpCompletionOption.ResponseHeadersRead, Cancel);
            await using var body = await endless.Content.ReadAsStreamAsync(Cancel);
            await body.ReadExactlyAsync(new byte[1 << 22], Cancel);
        }
    }

    [Fact]
    public async Task A_playlist_can_be_old_refused_or_without_validators()
    {
        const string path = "/hls/low/live.m3u8";
        _origin.Fail(new OriginFault.Behind(2), path, times: 1);
        var old = await _http.GetStringAsync(At(path), Cancel);
        Assert.EndsWith("112.m4s\n", old[..old.IndexOf("#EXT-X-PRELOAD", StringComparison.Ordinal)], StringComparison.Ordinal);

        _origin.Fail(new OriginFault.Status(503), path, times: 1);
        using var refused = await _http.GetAsync(At(path), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        _origin.Fail(new OriginFault.NoValidators(), path, times: 1);
        using var bare = await _http.GetAsync(At(path), Cancel);
        Assert.Null(bare.Headers.ETag);
        Assert.Null(bare.Content.Headers.LastModified);

        _origin.End();
        Assert.EndsWith("114.m4s\n#EXT-X-RENDITION-REPORT:URI=\"../high/live.m3u8\",LAST-MSN=114,LAST-PART=3\n#EXT-X-ENDLIST\n", await _http.GetStringAsync(At(path), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_wait_for_it()
    {
        using (var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            var blocked = _http.GetStringAsync(At("/hls/low/115.0.m4s"), leaves.Token);
            await ArrivedAsync(1);
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked);
        }

        await Processes.Readiness.WaitUntilAsync(_ => Task.FromResult(_origin.Requests[0].HasEnded), static () => "it waits on", Cancel);
        Assert.False(_origin.Requests[0].IsWhole);
    }

    [Fact]
    public async Task A_clock_publishes_part_after_part_at_any_speed()
    {
        var clock = new TestClock();
        await using var origin = TestOrigin.Start(new TestOriginOptions { Speed = 2, Time = clock });
        Assert.Equal(TimeSpan.FromMilliseconds(250), await clock.SleepAsync(Cancel));

        clock.Advance(TimeSpan.FromMilliseconds(750));
        Assert.True(await origin.Timeline.WaitAsync(new LivePosition(115, 2), Cancel));

        Assert.Equal(new LivePosition(115, 3), origin.Timeline.Next);
        Assert.Equal(origin.Timeline.PublishedAt(new LivePosition(115, 2)), clock.GetTimestamp());
    }

    private static Uri At(string path) => new(path, UriKind.Relative);

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage> with)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        with(request);
        return await _http.SendAsync(request, Cancel);
    }

    private Task ArrivedAsync(int requests) =>
        Processes.Readiness.WaitUntilAsync(_ => Task.FromResult(_origin.Requests.Count >= requests), static () => "the request did not come", Cancel);
}
