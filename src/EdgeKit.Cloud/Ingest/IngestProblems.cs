using EdgeKit.Cloud.Answers;
using EdgeKit.Contracts;

namespace EdgeKit.Cloud.Ingest;

/// <summary>What a kit is told where its records were not taken.</summary>
internal static class IngestProblems
{
    /// <summary>409, with what is expected or what a person does.</summary>
    public static ProblemResult Of(Batch batch, IngestResult result) => result switch
    {
        IngestResult.Gap(var expected) => Conflict(
            ProblemTypes.SequenceGap, "Records are missing", $"The next record must be {expected}.", batch.Incarnation, expected),
        IngestResult.Broken(var why, _, var settled) => Conflict(
            ProblemTypes.ChainBroken, "The log is frozen", $"A person must look: {why}. {Remedy(batch, settled)}", batch.Incarnation),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    /// <summary>What a technician does, in words for the kit's own page.</summary>
    private static string Remedy(Batch batch, bool settled) => settled
        ? "Its goods were counted and it is closed for good: run 'edgekit ledger renew' on this kit, "
            + "and 'edgekit-cloud import FILE --divergent' on what that exported."
        : "Probably two cards go on from one log: take the copy out and run 'edgekit ledger renew' on it, "
            + "'edgekit-cloud import FILE --divergent' on what that exported, count the copy's goods and settle its log. "
            + $"Then 'edgekit-cloud kit unfreeze {batch.Kit} {batch.Incarnation}' lets the other card go on.";

    private static ProblemResult Conflict(string type, string title, string detail, Guid incarnation, long? expected = null) =>
        new(new Problem
        {
            Type = type,
            Title = title,
            Status = StatusCodes.Status409Conflict,
            Detail = detail,
            Incarnation = incarnation,
            ExpectedSeq = expected,
        });
}
