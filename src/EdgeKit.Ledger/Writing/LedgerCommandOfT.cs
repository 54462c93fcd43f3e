using EdgeKit.Kernel.Storage;

namespace EdgeKit.Ledger.Writing;

/// <summary>A command whose caller wants a <typeparamref name="TResult"/>.</summary>
internal abstract class LedgerCommand<TResult> : LedgerCommand
{
    // The writer's thread must not run what the caller does next.
    private readonly TaskCompletionSource<TResult> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _decided;

    /// <summary>Ends when the outcome is on the disk, is known not to be, or cannot be known.</summary>
    public Task<TResult> Told => _told.Task;

    public sealed override void Decide(LedgerBatch batch) => _decided = DecideResult(batch);

    public sealed override void Tell() => _told.TrySetResult(_decided!);

    public sealed override void Fail(Exception exception) => _told.TrySetException(exception);

    public override void Refuse(StorageState storage, string reason) => _told.TrySetException(new IOException(reason));

    public override void Doubt(string reason) => _told.TrySetException(new IOException(reason));

    protected abstract TResult DecideResult(LedgerBatch batch);

    protected void TellAtOnce(TResult result) => _told.TrySetResult(result);
}
