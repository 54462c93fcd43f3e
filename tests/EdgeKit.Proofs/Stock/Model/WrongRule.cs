namespace EdgeKit.Proofs.Stock.Model;

/// <summary>Mistakes that the model can be made with. An explorer that finds nothing in one of them is blind.</summary>
internal enum WrongRule
{
    /// <summary>None: the rules as they are.</summary>
    None,

    /// <summary>The cloud takes rights back from a kit that is silent for long.</summary>
    ReclaimOnTimer,

    /// <summary>The cloud counts rights as returned when it asks for them.</summary>
    RecallCounted,

    /// <summary>A grant is decided on a pool that another grant may have changed.</summary>
    GrantWithoutLock,

    /// <summary>A kit adds what an entry of the feed grants, however often it comes.</summary>
    GrantAdded,

    /// <summary>A kit gives back what it is asked for, sold or held or not.</summary>
    ReturnMoreThanFree,

    /// <summary>The cloud applies a record that comes again.</summary>
    RecordTwice,

    /// <summary>What arrives at a stall also goes into the pool.</summary>
    StallRaisesPool,

    /// <summary>What a kit takes back also goes into the pool.</summary>
    PutBackRaisesPool,

    /// <summary>An order does not count what is held.</summary>
    HoldNotCounted,

    /// <summary>A hold expires while it is paid.</summary>
    PayingExpires,

    /// <summary>A kit gives others what is held.</summary>
    GiveHeld,

    /// <summary>The donor gives again when it is asked again.</summary>
    GiveTwice,

    /// <summary>The receiver takes an answer that comes again.</summary>
    TakeTwice,

    /// <summary>The donor answers before it has committed, so that the receiver takes first.</summary>
    AnswerBeforeCommit,

    /// <summary>After a restart the receiver does not know what it asked for.</summary>
    AskingNotDurable,

    /// <summary>The receiver stops asking when no answer comes.</summary>
    AskingGivenUp,

    /// <summary>A donor that had nothing gives later, when a request comes again.</summary>
    RefusalNotFinal,

    /// <summary>A lost kit's rights go into the pool at once.</summary>
    LostToPool,

    /// <summary>A kit whose stock was counted as lost sells on.</summary>
    CountedSellsOn,
}
