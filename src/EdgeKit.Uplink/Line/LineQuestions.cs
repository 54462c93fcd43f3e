using System.Text.Json;
using System.Threading.Channels;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Uplink.Line;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeKit.Uplink.Line;

/// <summary>
/// What the cloud may ask over the kit's line: the log, from the same desk that answers <c>GET /api/v1/feed</c>. Nothing else; the cloud
/// is not trusted with more of the kit than it gets anyway.
/// </summary>
internal sealed class LineQuestions(IFeedDesk desk)
{
    private const int MostAtOnce = 8;

    private int _open;

    /// <summary>Works on a question beside everything else.</summary>
    /// <param name="question">From the cloud.</param>
    /// <param name="say">Puts the answer on the line.</param>
    /// <param name="cancellationToken">The line's end.</param>
    public void Answer(LineQuestion question, Func<LineReply, ValueTask> say, CancellationToken cancellationToken) => _ = AnswerAsync(question, say, cancellationToken);

    private async Task AnswerAsync(LineQuestion question, Func<LineReply, ValueTask> say, CancellationToken cancellationToken)
    {
        try
        {
            await say(Interlocked.Increment(ref _open) <= MostAtOnce
                ? await AnswerAsync(question, cancellationToken)
                : Refuse(question.Id, Problems.Of(ProblemTypes.Busy, "Too much at once", 503, $"The kit answers {MostAtOnce} questions at once.")));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // The line has ended, and with it whoever asked.
            return;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<LineReply> AnswerAsync(LineQuestion question, CancellationToken cancellationToken)
    {
        var (path, query) = question.Target.Split('?', 2) is [var before, var after] ? (before, after) : (question.Target, "");
        if (path != "feed")
        {
            return Refuse(question.Id, Problems.Of(ProblemTypes.NotFound, "There is no such thing", 404, "Over its line a kit answers for its feed only."));
        }

        var asked = QueryHelpers.ParseQuery(query);
        var answer = await desk.ReadAsync(asked.GetValueOrDefault("since"), asked.GetValueOrDefault("limit"), asked.GetValueOrDefault("wait"), cancellationToken);
        return answer.Problem is { } problem
            ? Refuse(question.Id, new ProblemResult(problem))
            : new LineReply(question.Id, 200, answer.Body, Next: answer.Next);
    }

    private static LineReply Refuse(int id, ProblemResult problem) =>
        new(id, problem.Problem.Status, JsonSerializer.SerializeToUtf8Bytes(problem.Problem, ContractsJson.Default.Problem));
}
