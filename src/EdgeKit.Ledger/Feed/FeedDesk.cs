using System.Buffers;
using System.Globalization;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Ledger;
using EdgeKit.Kernel.Signals;
using EdgeKit.Ledger.Log;
using EdgeKit.Ledger.Requests;
using EdgeKit.Ledger.Writing;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Ledger.Feed;

/// <inheritdoc cref="IFeedDesk" />
internal sealed class FeedDesk(LedgerWriter writer, LedgerReader reader, KitOptions kit, TimeProvider time) : IFeedDesk
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 1000;
    private const int MaxWaitSeconds = 60;

    /// <inheritdoc />
    public async Task<FeedAnswer> ReadAsync(string? since, string? limit, string? wait, CancellationToken cancellationToken)
    {
        if (!Query.TryNumber(since, writer.Oldest - 1, 0, long.MaxValue, out var after)
            || !Query.TryNumber(limit, DefaultLimit, 1, MaxLimit, out var most)
            || !Query.TryNumber(wait, 0, 0, MaxWaitSeconds, out var seconds))
        {
            return Refused(Problems.BadRequest("since, limit or wait", $"Expected since of an earlier Edge-Next, limit from 1 to {MaxLimit}, wait from 0 to {MaxWaitSeconds} seconds."));
        }

        if (after < writer.Oldest - 1)
        {
            return Refused(Problems.Of(
                ProblemTypes.Gone,
                "No longer kept",
                StatusCodes.Status410Gone,
                string.Create(CultureInfo.InvariantCulture, $"The oldest record kept is {writer.Oldest}. Leave since away to start there."),
                "since"));
        }

        if (after > writer.Head.Current)
        {
            return Refused(Problems.BadRequest("since", string.Create(CultureInfo.InvariantCulture, $"The log ends at {writer.Head.Current}.")));
        }

        await writer.Head.WaitAsync(head => head > after, TimeSpan.FromSeconds(seconds), time, cancellationToken);

        // A record is in the file a moment before the head is at it, and who is told to go on behind the head would be refused.
        var records = await reader.ReadRecordsAsync(after, (int)Math.Min(most, writer.Head.Current - after), cancellationToken);
        var body = new ArrayBufferWriter<byte>(1024);
        CloudEventBatch.Write(body, CloudEventBatch.SourceOf(kit.Id, writer.Incarnation), records);
        return new FeedAnswer(Problem: null, body.WrittenMemory, records.Count == 0 ? after : records[^1].Seq);
    }

    private static FeedAnswer Refused(ProblemResult problem) => new(problem.Problem, default, 0);
}
