namespace EdgeKit.Kernel.Ledger;

/// <summary>
/// The kit's log, for modules with something to record besides orders and stock. The newest record of each subject is kept for good,
/// however old it is: the log itself is cut.
/// </summary>
public interface IRecordLog
{
    /// <summary>Decides a request once, however often it comes with its key, and records what follows from it.</summary>
    /// <returns>The answer, and the record if one was made now. It is on the disk by then.</returns>
    Task<RecordOutcome> RecordAsync(RecordDraft draft);

    /// <summary>The newest record of each subject.</summary>
    /// <param name="type">One of the log's record types.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<KeptRecord>> ReadNewestAsync(string type, CancellationToken cancellationToken);
}
