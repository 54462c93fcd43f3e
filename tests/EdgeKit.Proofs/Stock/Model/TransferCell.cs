namespace EdgeKit.Proofs.Stock.Model;

/// <summary>What both kits and the cloud keep of one transfer of one unit.</summary>
internal enum TransferCell
{
    /// <summary>The kit that gives, counted from 1; 0 while nobody asked.</summary>
    From,

    /// <summary>The kit that asks, counted from 1.</summary>
    To,

    /// <summary>A <see cref="Asking"/> at the kit that asks.</summary>
    Asking,

    /// <summary>A <see cref="Giving"/> at the kit that gives.</summary>
    Giving,

    /// <summary>How often it went out.</summary>
    Outs,

    /// <summary>How often it came in.</summary>
    Ins,

    /// <summary>The cloud knows that it went out.</summary>
    CloudOut,

    /// <summary>The cloud knows that it came in.</summary>
    CloudIn,

    /// <summary>An answer is on its way that the donor has not committed; in <see cref="WrongRule.AnswerBeforeCommit"/> only.</summary>
    AnsweredEarly,

    /// <summary>How many there are.</summary>
    Count,
}
