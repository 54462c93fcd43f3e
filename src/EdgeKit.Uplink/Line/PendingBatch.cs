using EdgeKit.Uplink.Transport;

namespace EdgeKit.Uplink.Line;

/// <summary>A batch, and what becomes of it.</summary>
/// <param name="batch">The records.</param>
/// <param name="since">When it was handed over (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal sealed class PendingBatch(PushBatch batch, long since)
{
    private readonly TaskCompletionSource<PushResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The records.</summary>
    public PushBatch Batch { get; } = batch;

    /// <summary>When it was handed over.</summary>
    public long Since { get; } = since;

    /// <summary>Its bytes on the line; 0 until it was written.</summary>
    public int Bytes { get; set; }

    /// <summary>What the cloud said.</summary>
    public Task<PushResult> Result => _result.Task;

    /// <summary>The cloud said it.</summary>
    public void Became(PushResult result) => _result.TrySetResult(result);

    /// <summary>It will never be known.</summary>
    public void Failed(Exception why) => _result.TrySetException(why);
}
