using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>
/// One line to the cloud (<c>line-v1.proto</c>), from its opening to its end, of whatever kind. Batches go out one after another and are
/// answered as the cloud has them; the cloud's questions are answered beside them; silence is broken by pulses, and one that stays
/// unanswered ends the line. Nothing is tried again here.
/// </summary>
internal sealed class OpenLine : IDisposable
{
    // Each write becomes a TLS record, and of one that is not whole the cloud can read nothing: on a thin link one of 16 KiB takes two seconds.
    private const int EnoughAtOnce = 1 << 10;

    // From there on the kernel waits for three of its first round trips before it takes something for lost, and below for 0.2 s more than one (RFC 6298, section 2).
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(100);

    private readonly LineHost _host;
    private readonly bool _waitsForStanding;
    private readonly Channel<Outgoing> _outgoing = Channel.CreateBounded<Outgoing>(128);
    private readonly PendingBatches _pending;
    private readonly LinePulse _pulse;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _patience;
    private readonly PackedWriter _packed = new();
    private readonly LineQuestions _questions;
    private readonly LineWindow _window;
    private readonly Task _running;
    private PendingBatch? _first;
    private TaskCompletionSource _feedMoved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next;

    /// <summary>Begins to open it.</summary>
    /// <param name="host">What it needs.</param>
    /// <param name="records">Records in a batch to begin with.</param>
    /// <param name="waitsForStanding">Whether to hear how far the cloud is before any record goes: where a part of what was sent before may have come through.</param>
    public OpenLine(LineHost host, int records, bool waitsForStanding)
    {
        (_host, _waitsForStanding) = (host, waitsForStanding);
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, host.Time);
        (_questions, _window) = (new LineQuestions(host.Desk), new LineWindow(records, host.Time));
        _pending = new PendingBatches(host.Time);
        _pulse = new LinePulse(host, _pending, (number, cancellationToken) => _outgoing.Writer.WriteAsync(new Outgoing(Pulse: number), cancellationToken));
        _running = RunAsync();
    }

    /// <summary>What may be under way now.</summary>
    public InOrderRoom Room => _window.RoomBeside(() => _host.Life.OnTheWay is { } onTheWay ? Math.Max(0, _pending.Bytes - onTheWay) : 0);

    /// <summary>Ends when the line is open; with the reason where it does not come to that.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Ends with the line, never with a fault.</summary>
    public Task Ended => _running;

    /// <summary>Whether the cloud has said how far it is, and the line has not ended.</summary>
    public bool IsOpen => _opened.Task.IsCompletedSuccessfully && !_running.IsCompleted;

    /// <summary>Whether the request went out and nothing came back: so it looks where a proxy waits for its end.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Why it ended, in words; empty before.</summary>
    public string Why { get; private set; } = "";

    /// <summary>The last record that the cloud has, as far as it said.</summary>
    public long Ack { get; private set; }

    /// <summary>The last record that went out.</summary>
    public long Sent { get; private set; }

    /// <summary>Where the cloud's feed for the kit stands.</summary>
    public string Feed { get; private set; } = "";

    /// <summary>Sends a batch after those before it.</summary>
    /// <exception cref="HttpRequestException">The line ended before the cloud answered.</exception>
    /// <exception cref="NotTheCloudException">What answered makes no sense.</exception>
    public async Task<PushResult> PushAsync(PushBatch batch, CancellationToken cancellationToken)
    {
        var pending = _pending.Add(batch);
        if (!_outgoing.Writer.TryWrite(new Outgoing(pending)))
        {
            // Ended, or an uplink with more under way than it may have.
            pending.Failed(new HttpRequestException("the line to the cloud ended"));
        }

        return await pending.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until the cloud has something else for the kit than <paramref name="known"/>, or the line ends.</summary>
    public async Task FeedMovedAsync(string? known, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = _host.Time.GetTimestamp();
        while (!_running.IsCompleted && string.Equals(Feed, known, StringComparison.Ordinal) && wait - _host.Time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Volatile.Read(ref _feedMoved).Task, _running, Task.Delay(left, _host.Time, enough.Token));
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends it. Not after <see cref="Dispose"/>.</summary>
    public void End() => _over.Cancel();

    /// <summary>Frees what it has. Only once it has ended.</summary>
    public void Dispose()
    {
        _packed.Dispose();
        _patience.Dispose();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        using var request = _host.Connection.Request(HttpMethod.Post, "line");
        request.Headers.Accept.ParseAdd(LineFrames.ContentType);
        request.Content = new LineBody(WriteAsync);
        Exception why = new HttpRequestException("the cloud ended the line");
        try
        {
            using var response = await SendAsync(request);
            await LineRefusal.CheckAsync(response, _over.Token);
            var input = PipeReader.Create(await response.Content.ReadAsStreamAsync(_over.Token));
            Task[] parts = [ReadAsync(input), _pulse.RunAsync(_opened.Task, _over.Token)];
            var first = await Task.WhenAny(parts);
            await _over.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or FormatException or TimeoutException or NotTheCloudException or OperationCanceledException or LineRefusedException)
        {
            why = exception switch
            {
                OperationCanceledException => new HttpRequestException("the line to the cloud was given up", exception),
                IOException or TimeoutException => new HttpRequestException(exception.Message, exception),
                HttpRequestException { InnerException: LineRefusedException refused } => refused,
                FormatException => new NotTheCloudException($"what answered is not the cloud: {exception.Message}", exception),
                _ => exception,
            };
        }

        await EndAsync(why);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token, _over.Token);
        try
        {
            return await _host.Connection.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (!_over.IsCancellationRequested && _patience.IsCancellationRequested)
        {
            IsUnanswered = true;
            throw LinePulse.Silent(LinePulse.Patience);
        }
    }

    private async Task EndAsync(Exception why)
    {
        Why = why.InnerException is { } inner ? $"{why.Message} ({inner.Message})" : why.Message;
        await _over.CancelAsync();
        _outgoing.Writer.TryComplete();
        _opened.TrySetException(why);
        _ = _opened.Task.Exception;
        if (why is LineRefusedException refused)
        {
            _pending.AllBecame(refused.Result);
        }
        else
        {
            _pending.AllFailed(why);
        }

        Volatile.Read(ref _feedMoved).TrySetResult();
    }

    private async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
        try
        {
            if (!_host.Connection.MaySpeakHttp2)
            {
                // Only now is it known. An older version sends no answer before the whole body.
                throw new LineRefusedException(new PushResult.AnotherWay("it speaks no HTTP/2 and gets batches in requests of their own"));
            }

            // There is a connection, so an answer can come.
            _patience.CancelAfter(LinePulse.Patience);

            // The request's head waits for the first bytes of its body, which may come much later.
            await stream.FlushAsync(either.Token);
            var frames = new ArrayBufferWriter<byte>(4096);
            while (await _outgoing.Reader.WaitToReadAsync(either.Token))
            {
                await FirstLandsAsync(either.Token);
                frames.ResetWrittenCount();
                while (frames.WrittenCount < EnoughAtOnce && !FirstGoesAlone && _outgoing.Reader.TryRead(out var outgoing))
                {
                    await WriteAsync(outgoing, frames, either.Token);
                }

                if (frames.WrittenCount > 0)
                {
                    _host.Connection.FillsPackets(_next != 0 && HasMore && !FirstGoesAlone);
                    await stream.WriteAsync(frames.WrittenMemory, either.Token);
                    await stream.FlushAsync(either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The line is over; whoever ended it says why.
            return;
        }
    }

    /// <summary>
    /// Over a short way that is thin too, the kernel would take for lost what only waits its turn in the link's queue, and send all of it once more. The first batch shows it
    /// how long that takes.
    /// </summary>
    private bool FirstGoesAlone => _first is { Result.IsCompleted: false } && _host.Life.RoundTrip < Far;

    private async Task FirstLandsAsync(CancellationToken cancellationToken)
    {
        if (FirstGoesAlone)
        {
            await ((Task)_first!.Result).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask WriteAsync(Outgoing outgoing, ArrayBufferWriter<byte> frames, CancellationToken cancellationToken)
    {
        switch (outgoing)
        {
            case { Batch: { } pending }:
                if (_waitsForStanding && _next == 0)
                {
                    await _opened.Task.WaitAsync(cancellationToken);
                    _next = Ack + 1;
                }

                Write(pending, frames);
                break;
            case { Reply: { } reply }:
                LineFrames.Write(frames, new KitMessage { Reply = reply with { Body = Pack(reply.Body.Span), Length = reply.Body.Length } }.Write().Span);
                break;
            default:
                LineFrames.Write(frames, new KitMessage { Pulse = outgoing.Pulse }.Write().Span);
                break;
        }
    }

    private void Write(PendingBatch pending, ArrayBufferWriter<byte> frames)
    {
        var batch = pending.Batch;
        if (_next != 0 && batch.First != _next)
        {
            // What the cloud has does not go again; what would leave a gap need not.
            pending.Became(batch.Last < _next && batch.Last <= Ack ? Acknowledged(pending) : new PushResult.Gap(_next));
            return;
        }

        var records = CompactBatch.Write(_host.Feed.Incarnation, batch.Records);
        var packed = Pack(records.Span);
        pending.Bytes = packed.Length;

        // The first may overtake others that went in requests of their own; those after it cannot.
        var flight = _next == 0 && batch.FlightFrom < batch.First ? batch.FlightFrom : 0;
        (_next, Sent) = (batch.Last + 1, batch.Last);
        _first ??= pending;
        LineFrames.Write(frames, new KitMessage { Records = packed, Length = records.Length, Flight = flight, More = HasMore }.Write().Span);
    }

    private byte[] Pack(ReadOnlySpan<byte> piece)
    {
        var packed = new ArrayBufferWriter<byte>();
        _packed.Write(piece, packed);
        return packed.WrittenSpan.ToArray();
    }

    private async Task ReadAsync(PipeReader input)
    {
        while (await LineFrames.ReadAsync(input, _over.Token) is { } bytes)
        {
            _pulse.Heard();
            Hear(CloudMessage.Read(bytes));
        }
    }

    private void Hear(CloudMessage message)
    {
        if (message.Ack > 0 || !_opened.Task.IsCompleted)
        {
            _host.Connection.Accept(_host.Feed.Incarnation, message.Ack);
            Ack = message.Ack;
        }

        if (message.Feed is { } feed)
        {
            Feed = feed;
            Interlocked.Exchange(ref _feedMoved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }

        if (message.Time > 0 && _pulse.Took(message.Pulse) is { } took)
        {
            _host.Connection.Calibrate(message.Time, took);
        }

        _opened.TrySetResult();
        TimeSpan? roundTrip = null;
        while (_pending.TakeKnown(message.Ack) is { } landed)
        {
            // One word may answer many, and the kernel is asked once for all of them.
            roundTrip ??= _host.Life.RoundTrip;
            _window.Landed(landed.Batch.Records.Count, landed.Bytes, _host.Time.GetElapsedTime(landed.Since), roundTrip.Value);
            landed.Became(Acknowledged(landed));
        }

        if (_pending.Oldest is null)
        {
            _window.Rests();
        }

        if (message.Question is { } question)
        {
            _questions.Answer(question, reply => _outgoing.Writer.WriteAsync(new Outgoing(Reply: reply), _over.Token), _over.Token);
        }

        if (message.Expected > 0)
        {
            throw new LineRefusedException(new PushResult.Gap(message.Expected));
        }

        if (message.Problem.Length > 0)
        {
            throw LineRefusal.Of(CloudConnection.Parse(message.Problem.Span, ContractsJson.Default.Problem), _host.Connection);
        }
    }

    private bool HasMore => Sent < _host.Feed.Head.Current;

    private PushResult.Acknowledged Acknowledged(PendingBatch pending) =>
        new(new PushAnswer(_host.Feed.Incarnation, Ack, Feed, _host.Time.GetUtcNow()), pending.Bytes);
}
