namespace EdgeKit.Cloud.Grants;

/// <summary>What bears on who should hold the rights to one SKU.</summary>
/// <param name="Shop">The shop, with the pool.</param>
/// <param name="Kits">The kits in contact that sell it.</param>
internal sealed record SkuState(Participant Shop, IReadOnlyList<KitDemand> Kits)
{
    /// <summary>A kit that was asked to give back and did not is asked again after this.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    /// <summary>What is to be changed now.</summary>
    public IReadOnlyList<(KitDemand Kit, Share Share)> Decide(DateTimeOffset now)
    {
        var kits = Kits.ToDictionary(static kit => kit.Participant.Log);

        // The shop comes first: where nobody is more likely to sell a unit than another, it stays where all can have it.
        return
        [
            .. Allocation.Decide([Shop, .. Kits.Select(static kit => kit.Participant)])
                .Select(share => (Kit: kits[share.Log], Share: share))
                .Where(change => change.Share.Grant > 0 || !IsAsked(change.Kit, change.Share.Recall, now)),
        ];
    }

    private static bool IsAsked(KitDemand kit, long recall, DateTimeOffset now) =>
        kit.Returned + recall <= kit.ReturnTo && (now - kit.ChangedAt).Duration() < AskAgain;
}
