using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Threading.Channels;
using EdgeKit.Cloud.Answers;
using EdgeKit.Cloud.Ingest;
using EdgeKit.Cloud.Stores;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log.Compact;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Cloud.Line;

/// <summary>
/// One kit's open line (<c>line-v1.proto</c>). Batches are taken in one after another as they come, several in one transaction where they wait;
/// whatever is said goes out in one row. Ends when either side ends it, when the kit says what makes no sense, or when nothing comes for long.
/// </summary>
internal sealed partial class KitLine : IDisposable
{
    /// <summary>How long a line may be silent: a kit says something once in 90 seconds at the least.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    /// <summary>How long a kit that has more to say may be silent before it hears once more what the cloud has.</summary>
    public static readonly TimeSpan MidwaySilence = TimeSpan.FromSeconds(3);

    private const int MostWaiting = 16;
    private const int MostTogether = 2_000;
    private const int MostReply = 4 << 20;

    private readonly LineServices _services;
    private readonly LogState _log;
    private readonly Channel<WaitingBatch> _batches = Channel.CreateBounded<WaitingBatch>(MostWaiting);
    private readonly Channel<CloudMessage> _outgoing = Channel.CreateBounded<CloudMessage>(64);
    private readonly OpenQuestions _questions;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly PackedReader _packed = new();
    private readonly ITimer _midway;
    private long _lastHeard;
    private long _acknowledged;
    private bool _isGone;

    /// <param name="services">Of the cloud.</param>
    /// <param name="kit">Whose line.</param>
    /// <param name="incarnation">Of which log.</param>
    /// <param name="log">How that log stands.</param>
    public KitLine(LineServices services, string kit, Guid incarnation, LogState log)
    {
        (_services, Kit, Incarnation, _log) = (services, kit, incarnation, log);
        (_questions, _logger) = (new OpenQuestions(services.Time), services.Logger);
        _lastHeard = services.Time.GetTimestamp();
        _midway = services.Time.CreateTimer(_ => SayAgain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whose line.</summary>
    public string Kit { get; }

    /// <summary>Of which log.</summary>
    public Guid Incarnation { get; }

    /// <summary>What carries it; null where that is not known.</summary>
    public Socket? Socket { get; init; }

    /// <summary>Ends it; the kit opens another if it wants.</summary>
    public void End() => _ended.Cancel();

    /// <summary>Serves it until it ends.</summary>
    public async Task RunAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        var feed = await _services.Feed.CursorAsync(Kit, Incarnation, either.Token);
        await SayAsync(new CloudMessage { Ack = _log.LastSeq, Feed = feed, Time = _services.Time.GetUtcNow().ToUnixTimeMilliseconds() }, either.Token);
        Task[] parts = [ReadAsync(input, either.Token), TakeInAsync(either.Token), TellAsync(feed, either.Token), ListenAsync(either.Token)];
        var writing = WriteAsync(output, cancellationToken);
        try
        {
            var first = await Task.WhenAny([writing, .. parts]);
            if (first == parts[0] && first.IsCompletedSuccessfully)
            {
                // The kit has no more to say; what it said is taken in and answered.
                await Task.WhenAny(parts[1], writing);
            }
        }
        finally
        {
            await _ended.CancelAsync();
            await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _outgoing.Writer.TryComplete();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            GiveBack();
        }

        Explain([writing, .. parts]);
    }

    /// <summary>Asks the kit.</summary>
    /// <param name="target">Path and query below <c>/api/v1/</c>.</param>
    /// <param name="patience">How long to wait for its answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if it did not answer, the line ended, or too much is asked already.</returns>
    public async Task<LineReply?> AskAsync(string target, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            return await _questions.AskAsync(target, question => SayAsync(new CloudMessage { Question = question }, either.Token), patience, either.Token);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Tells the kit how far its log is kept, where it came by another way.</summary>
    public ValueTask AcknowledgeAsync(long ackSeq, CancellationToken cancellationToken) => SayAsync(new CloudMessage { Ack = ackSeq }, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _midway.Dispose();
        _packed.Dispose();
        _ended.Dispose();
    }

    private ValueTask SayAsync(CloudMessage message, CancellationToken cancellationToken)
    {
        if (message.Ack > 0)
        {
            Interlocked.Exchange(ref _acknowledged, message.Ack);
        }

        return _outgoing.Writer.WriteAsync(message, cancellationToken);
    }

    /// <summary>
    /// The kit's link is gone, perhaps with what was said last. What is said now the kernel repeats until the kit is there again, whose kernel so learns
    /// what has arrived before it sends that once more.
    /// </summary>
    private void SayAgain()
    {
        if (Interlocked.Read(ref _acknowledged) is > 0 and var ack)
        {
            IsGone(true);

            // Where there is no room, enough is being said.
            _outgoing.Writer.TryWrite(new CloudMessage { Ack = ack });
        }
    }

    /// <summary>Says why and ends the line: what is said before goes out first.</summary>
    private async Task RefuseAsync(ProblemResult problem, CancellationToken cancellationToken)
    {
        await SayAsync(new CloudMessage { Problem = JsonSerializer.SerializeToUtf8Bytes(problem.Problem, ContractsJson.Default.Problem) }, cancellationToken);
        _outgoing.Writer.TryComplete();
    }

    private void IsGone(bool isGone)
    {
        if (Interlocked.Exchange(ref _isGone, isGone) != isGone && Socket is { } socket)
        {
            PatientSockets.Wait(socket, isGone);
        }
    }

    private async Task ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        try
        {
            while (await LineFrames.ReadAsync(input, cancellationToken) is { } bytes)
            {
                await HearAsync(KitMessage.Read(bytes), cancellationToken);
            }
        }
        catch (FormatException exception)
        {
            await RefuseAsync(Problems.BadRequest(null, exception.Message), cancellationToken);
        }
        catch (CompactTooLargeException exception)
        {
            await RefuseAsync(Problems.TooLarge(exception.Message), cancellationToken);
        }
        finally
        {
            _batches.Writer.TryComplete();
        }
    }

    private async Task HearAsync(KitMessage message, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _lastHeard, _services.Time.GetTimestamp());
        IsGone(false);
        _midway.Change(message.More ? MidwaySilence : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (message.Records.Length > 0)
        {
            await ReceiveAsync(message, cancellationToken);
        }

        if (message.Reply is { } reply)
        {
            // Unpacked even if nobody waits any more: what comes after it builds on it.
            _questions.Answered(reply with { Body = reply.Length is > 0 and <= MostReply ? _packed.Read(reply.Body.Span, reply.Length) : [] });
        }

        if (message.Pulse > 0)
        {
            await _services.Greeter.GreetAsync(Kit, Incarnation, cancellationToken);
            await SayAsync(new CloudMessage { Pulse = message.Pulse, Time = _services.Time.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The waiting batch takes the room along, and it is given back with it.")]
    private async Task ReceiveAsync(KitMessage message, CancellationToken cancellationToken)
    {
        if (CompactBody.TryMakeRoom(_services.Budget, message.Records.Length) is not { } room)
        {
            await RefuseAsync(Problems.Busy("Too many batches at once.", 2), cancellationToken);
            return;
        }

        try
        {
            var log = room.Read(Incarnation, _packed, message.Records.Span, message.Length);
            if (Batch.FirstMisnamed(log.Records) is { } misnamed)
            {
                throw new FormatException($"the type of record {log.Records[misnamed].Seq} is no name");
            }

            await _batches.Writer.WriteAsync(new WaitingBatch(log, message.Flight > 0 ? message.Flight : null, room), cancellationToken);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    private async Task TakeInAsync(CancellationToken cancellationToken)
    {
        while (await _batches.Reader.WaitToReadAsync(cancellationToken))
        {
            var together = Together();
            try
            {
                var batch = new Batch(Kit, [.. together.Select(static one => one.Log)]);
                switch (await _services.Ingestor.IngestAsync(batch, together[0].Flight, cancellationToken))
                {
                    case IngestResult.Acknowledged(var ackSeq, _, _, _):
                        await SayAsync(new CloudMessage { Ack = ackSeq }, cancellationToken);
                        break;
                    case IngestResult.Gap(var expected):
                        await SayAsync(new CloudMessage { Expected = expected }, cancellationToken);
                        _outgoing.Writer.TryComplete();
                        return;
                    case var broken:
                        await RefuseAsync(IngestProblems.Of(batch, broken), cancellationToken);
                        return;
                }
            }
            catch (StoreException exception)
            {
                await RefuseAsync(Problems.Store(exception), cancellationToken);
                throw;
            }
            finally
            {
                together.ForEach(static one => one.Room.Dispose());
            }
        }
    }

    /// <summary>What waits and follows without a gap, so that one transaction does for all of it.</summary>
    private List<WaitingBatch> Together()
    {
        var together = new List<WaitingBatch>();
        var count = 0;
        while (_batches.Reader.TryPeek(out var next)
            && (together.Count == 0 || (next.Log.Records[0].Seq == together[^1].Log.Records[^1].Seq + 1 && count + next.Log.Records.Count <= MostTogether)))
        {
            _batches.Reader.TryRead(out _);
            together.Add(next);
            count += next.Log.Records.Count;
        }

        return together;
    }

    private async Task TellAsync(string known, CancellationToken cancellationToken)
    {
        while (true)
        {
            known = await _services.Feed.MovedAsync(Kit, Incarnation, known, cancellationToken);
            await SayAsync(new CloudMessage { Feed = known }, cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (_services.Time.GetElapsedTime(Interlocked.Read(ref _lastHeard)) is var silence && silence < LongestSilence)
        {
            await Task.Delay(LongestSilence - silence, _services.Time, cancellationToken);
        }
    }

    private async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_outgoing.Reader.TryRead(out var message))
            {
                LineFrames.Write(output, message.Write().Span);
            }

            if ((await output.FlushAsync(cancellationToken)).IsCompleted)
            {
                return;
            }
        }
    }

    private void GiveBack()
    {
        while (_batches.Reader.TryRead(out var batch))
        {
            batch.Room.Dispose();
        }
    }

    /// <summary>A fault of the store or of ours must be seen; that a kit went away is daily business.</summary>
    private void Explain(IEnumerable<Task> parts)
    {
        foreach (var fault in parts.Select(static part => part.Exception?.InnerException).OfType<Exception>())
        {
            if (fault is StoreException)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            if (fault is not (OperationCanceledException or IOException or ChannelClosedException))
            {
                LogFault(fault, Kit);
            }
        }
    }

    [LoggerMessage(20040, LogLevel.Error, "The line of {Kit} ended by a fault")]
    private partial void LogFault(Exception fault, string kit);
}
