namespace EdgeKit.Proofs.Stock.Model;

/// <summary>The models that are explored: each as large as can be looked at in a few seconds, together about everything that can happen.</summary>
internal static class StockModels
{
    public static ModelLimits Grants { get; } = new("grants, returns and the shop", Kits: 2, Units: 3) { Grants = 4, Log = 2 };

    public static ModelLimits Stalls { get; } = new("stalls, and what comes back", Kits: 2, Units: 1) { Grants = 2, StallUnits = 1, PutBacks = 1, Log = 2 };

    public static ModelLimits Holds { get; } = new("holds", Kits: 1, Units: 3) { Grants = 4, Holds = 3, PutBacks = 1, Shorts = 1, StallUnits = 1, Log = 3, Freezes = true };

    public static ModelLimits Transfers { get; } = new("transfers among three kits", Kits: 3, Units: 0) { StallUnits = 1, Transfers = 2, Holds = 1, Log = 3 };

    public static ModelLimits Together { get; } = new("all of it at two kits", Kits: 2, Units: 2) { Grants = 2, Holds = 1, Transfers = 1, PutBacks = 1, Shorts = 1, Log = 2 };

    public static ModelLimits Lost { get; } = new("lost kits", Kits: 2, Units: 2) { Grants = 1, Transfers = 1, Log = 2, Loses = true };

    public static IReadOnlyList<ModelLimits> All { get; } = [Grants, Stalls, Holds, Transfers, Together, Lost];

    /// <summary>The model that must break with a mistake.</summary>
    public static ModelLimits With(WrongRule wrong) => wrong switch
    {
        WrongRule.None or WrongRule.ReclaimOnTimer or WrongRule.RecallCounted or WrongRule.GrantWithoutLock => Grants,
        WrongRule.GrantAdded or WrongRule.ReturnMoreThanFree or WrongRule.RecordTwice => Grants,
        WrongRule.StallRaisesPool or WrongRule.PutBackRaisesPool => Stalls,
        WrongRule.HoldNotCounted or WrongRule.PayingExpires => Holds,
        WrongRule.GiveHeld or WrongRule.GiveTwice or WrongRule.TakeTwice or WrongRule.AnswerBeforeCommit => Transfers,
        WrongRule.AskingNotDurable or WrongRule.AskingGivenUp or WrongRule.RefusalNotFinal => Transfers,
        WrongRule.LostToPool or WrongRule.CountedSellsOn => Lost,
    };
}
