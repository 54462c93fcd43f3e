namespace EdgeKit.Testing.Histories;

/// <summary>What must hold of a run.</summary>
public enum HistoryRule
{
    /// <summary>What was said to be done is in the ledgers exactly once.</summary>
    OkOnce,

    /// <summary>What was said not to be done is not there.</summary>
    FailNever,

    /// <summary>What got no answer is there once or not at all.</summary>
    UnknownAtMostOnce,

    /// <summary>A key has one answer, however often it is asked.</summary>
    OneAnswer,

    /// <summary>The record is what the answer said: its number, its id, its lines.</summary>
    AnswerTrue,

    /// <summary>Nothing is in the ledgers that nobody asked for.</summary>
    NothingInvented,

    /// <summary>What was answered before another thing was asked for stands before it in the log.</summary>
    OrderOfTime,

    /// <summary>A log is dense and each record follows from the one before.</summary>
    ChainHolds,

    /// <summary>What is taken back was sold and not taken back before.</summary>
    TakenBackOnce,

    /// <summary>At every prefix of a log, no order, return or transfer takes what is not there.</summary>
    NeverBelowZero,

    /// <summary>In all, no more is sold than ever existed.</summary>
    NeverOversold,

    /// <summary>Rights come in only as they went out: after it, once, as many, to the one they were for.</summary>
    TransfersMatch,

    /// <summary>A kit saw only what was granted to it.</summary>
    GrantsGiven,

    /// <summary>A kit returned no more than it ever was given, and counted it right.</summary>
    ReturnsGiven,

    /// <summary>Nobody else gets what an active hold reserves.</summary>
    HoldKept,

    /// <summary>A hold lasts as long as it said: its own order is not refused before.</summary>
    HoldNotEarly,

    /// <summary>The cloud has the acknowledged orders, each once, and no others.</summary>
    CloudOrdersOnce,

    /// <summary>The cloud's figures of a kit are those of the acknowledged part of its logs.</summary>
    CloudCounts,

    /// <summary>What exists is what arrived.</summary>
    TotalTrue,

    /// <summary>The pool is never below zero.</summary>
    PoolNotNegative,

    /// <summary>Every unit is in the pool, sold, missing, at a kit, or between two kits.</summary>
    UnitsExplained,
}
