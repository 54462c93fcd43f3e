using System.Collections.Concurrent;
using EdgeKit.Contracts.Uplink.Line;

namespace EdgeKit.Cloud.Line;

/// <summary>What a kit was asked over its line and has not answered yet: few questions at once.</summary>
internal sealed class OpenQuestions(TimeProvider time)
{
    private const int Most = 8;

    private readonly ConcurrentDictionary<int, TaskCompletionSource<LineReply>> _asked = [];
    private int _last;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="target">Path and query below <c>/api/v1/</c>.</param>
    /// <param name="say">Puts the question on the line.</param>
    /// <param name="patience">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if none came, or too much is asked already.</returns>
    public async Task<LineReply?> AskAsync(string target, Func<LineQuestion, ValueTask> say, TimeSpan patience, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<LineReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = Interlocked.Increment(ref _last);
        if (_asked.Count >= Most || !_asked.TryAdd(id, answer))
        {
            return null;
        }

        try
        {
            await say(new LineQuestion(id, target));
            return await answer.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>Hands an answer to whoever waits for it; one that nobody waits for is dropped.</summary>
    public void Answered(LineReply reply)
    {
        if (_asked.TryGetValue(reply.Id, out var waiting))
        {
            waiting.TrySetResult(reply);
        }
    }
}
