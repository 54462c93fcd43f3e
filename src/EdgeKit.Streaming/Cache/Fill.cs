using System.Net;
using EdgeKit.Streaming.Ladder;
using EdgeKit.Streaming.Origins;
using Microsoft.Extensions.Logging;

namespace EdgeKit.Streaming.Cache;

/// <summary>
/// Brings one object from its origin. When the uplink breaks in the middle it goes on where it stopped, at the same origin or the next,
/// once it is sure that it is the same object. A body that ends early, grows too long or has changed never ends as if it were whole.
/// </summary>
internal sealed partial class Fill(
    CacheObject target, SegmentCache cache, OriginSet origins, UplinkMeter uplink, StreamingMetrics metrics, TimeProvider time, ILogger logger)
{
    private const int PublishEvery = 64 << 10;

    // An object that broke off so often will not be whole before its viewers are past it.
    private const int MostResumes = 30;

    private static readonly TimeSpan PublishWithin = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan HeadWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleWithin = TimeSpan.FromSeconds(4);

    // How long a fill goes on without a byte, while its viewers still play what they have.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private long _publishedAt;

    /// <summary>Fills the object, or fails it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var atMost = new CancellationTokenSource(AtMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(atMost.Token, cancellationToken);
        try
        {
            await TryAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            target.Fail(cancellationToken.IsCancellationRequested ? "the kit ends" : "it took too long");
        }
        finally
        {
            // Whatever happened, nobody waits for ever.
            if (target.State is ObjectState.Asked or ObjectState.Filling)
            {
                target.Fail("a defect, see the log");
            }

            Finish();
            target.EndLease();
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var progressAt = time.GetTimestamp();
        for (var resumes = 0; ; resumes++)
        {
            var before = target.Written;
            var fault = await AttemptAsync(cancellationToken);
            if (fault is null)
            {
                return;
            }

            if (target.Written > before)
            {
                (progressAt, pause) = (time.GetTimestamp(), FirstPause);
            }

            if (fault.IsFinal || resumes == MostResumes || time.GetElapsedTime(progressAt) > Patience)
            {
                LogFailed(origins.Serving.IsDown ? LogLevel.Debug : LogLevel.Warning, target.Key.Stream, target.Key.Path, target.Written, fault.Why);
                target.Fail(fault.Why);
                return;
            }

            origins.Tally.Resumed();
            await Task.Delay(pause, time, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>One request and its body.</summary>
    /// <returns>What stopped it; null when nothing more is to do.</returns>
    private async Task<FillFault?> AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await origins.AskAsync(FillRules.Request(target, HeadWithin), cancellationToken);
            return await TakeAsync(answer, cancellationToken);
        }
        catch (OriginException exception)
        {
            return new FillFault(exception.Message);
        }
    }

    private async Task<FillFault?> TakeAsync(OriginAnswer answer, CancellationToken cancellationToken)
    {
        if (target.Head is null)
        {
            if (Begin(answer) is { } unfit)
            {
                return unfit;
            }

            if (target.State is not ObjectState.Filling)
            {
                return null;
            }
        }
        else if (FillRules.WhyNotContinued(target, answer) is { } changed)
        {
            return changed;
        }

        try
        {
            var from = answer.Status == (int)HttpStatusCode.OK && target.Key.Range is null ? 0 : FillRules.ContinuesFrom(target);

            // Only a body that is ready at its origin comes as fast as the uplink carries it.
            using var bulk = answer.Message.Content.Headers.ContentLength is null ? null : uplink.Bulk();
            return await CopyAsync(answer, from, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            target.Publish();
            var why = exception is OperationCanceledException ? "the body stalled" : exception.Message;
            origins.Failed(answer.Origin, why);
            return new FillFault(why);
        }
    }

    private FillFault? Begin(OriginAnswer answer)
    {
        metrics.HeadCame(time.GetElapsedTime(target.StartedAt));
        var head = FillRules.Head(answer, target.Key.Range);
        if (!FillRules.IsAnswer(answer.Status))
        {
            return new FillFault($"the origin answered {answer.Status}", IsFinal: true);
        }

        if (FillRules.IsPrivate(answer))
        {
            target.Refuse(head, time.GetTimestamp(), time.GetTimestamp() + Ticks(FillRules.PrivateFor));
            return null;
        }

        if (head.Status != (int)HttpStatusCode.OK)
        {
            target.Begin(head, time.GetTimestamp());
            target.Complete(time.GetTimestamp() + Ticks(FillRules.RememberFor(target.Placement, head.Status)));
            return null;
        }

        if (FillRules.WhyUnfit(target.Key, answer, head, cache.MostObjectBytes) is { } why)
        {
            return new FillFault(why, IsFinal: true);
        }

        target.Begin(head, time.GetTimestamp());
        return null;
    }

    private async Task<FillFault?> CopyAsync(OriginAnswer answer, long from, CancellationToken cancellationToken)
    {
        await using var body = await answer.Message.Content.ReadAsStreamAsync(cancellationToken);
        await using var publishing = time.CreateTimer(static filled => ((CacheObject)filled!).Publish(), target, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        if (await CompareAsync(body, from, target.Written, idle, either.Token) is { } changed)
        {
            return changed;
        }

        while (true)
        {
            if (Space() is not { Length: > 0 } space)
            {
                return new FillFault("no memory is left for it", IsFinal: true);
            }

            idle.CancelAfter(IdleWithin);
            var count = await body.ReadAsync(space, either.Token);
            if (count == 0)
            {
                break;
            }

            target.Wrote(count);
            Came(count);
            if (target.Written > (target.Head!.Length ?? cache.MostObjectBytes))
            {
                return new FillFault("it is longer than it may be", IsFinal: true);
            }

            PublishSometimes(publishing);
        }

        if (target.Head!.Length is { } length && length != target.Written)
        {
            return new FillFault($"it ended after {target.Written} of {length} bytes");
        }

        // An origin may cap what it sends of a range, or have had only so much of a segment that grows.
        if (answer.Message.Content.Headers.ContentRange is { Length: { } total } && target.Key.Range is null && target.Written < total)
        {
            return new FillFault($"it sent {target.Written} of {total} bytes");
        }

        target.Complete();
        target.Placement.Came?.Invoke();
        metrics.Filled(time.GetElapsedTime(target.StartedAt));
        return null;
    }

    // The origin sends some of it again. What viewers already have must be the same, byte by byte.
    private async Task<FillFault?> CompareAsync(Stream body, long from, long to, CancellationTokenSource idle, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            return null;
        }

        var buffer = new byte[Math.Min(16 << 10, to - from)];
        var cursor = new ReadCursor(from);
        target.Publish();
        while (cursor.Position < to)
        {
            idle.CancelAfter(IdleWithin);
            var count = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - cursor.Position)), cancellationToken);
            if (count == 0)
            {
                return new FillFault("it became shorter", IsFinal: true);
            }

            Came(count);
            for (var compared = 0; compared < count;)
            {
                var had = target.Read(ref cursor);
                var length = Math.Min(had.Length, count - compared);
                if (length == 0 || !had.Span[..length].SequenceEqual(buffer.AsSpan(compared, length)))
                {
                    return new FillFault("it changed while it was sent", IsFinal: true);
                }

                compared += length;
                cursor.Position += length;
            }
        }

        return null;
    }

    private void Came(int count)
    {
        origins.Tally.Came(count);
        uplink.Came(count);
    }

    private Memory<byte> Space()
    {
        var space = target.Space();
        if (space.Length > 0)
        {
            return space;
        }

        // One byte more than it should be long, so that a body that goes on is seen.
        var wanted = target.Head!.Length is { } length ? length - target.Written + 1 : ChunkPool.Largest;
        if (cache.TryRent(wanted) is not { } chunk)
        {
            return default;
        }

        target.Add(chunk);
        return target.Space();
    }

    private void PublishSometimes(ITimer publishing)
    {
        // A part is sent only when it is whole, so nobody needs to hear of a piece of it.
        if (target.Placement.Kind is ObjectKind.Part)
        {
            return;
        }

        if (target.Published == 0 || target.Written - target.Published >= PublishEvery || time.GetElapsedTime(_publishedAt) >= PublishWithin)
        {
            target.Publish();
            _publishedAt = time.GetTimestamp();
        }
        else
        {
            publishing.Change(PublishWithin, Timeout.InfiniteTimeSpan);
        }
    }

    private void Finish()
    {
        if (target.State is ObjectState.Failed || (target.Placement.HasLeft && target.UsableUntil is null))
        {
            // It may be asked for again at once; what nothing names is not kept.
            cache.Drop(target);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    // That the origin is down was said when it went.
    [LoggerMessage(EventId = 5012, Message = "Stream {Stream}: {Path} failed after {Bytes} bytes: {Why}")]
    private partial void LogFailed(LogLevel level, string stream, string path, long bytes, string why);
}
