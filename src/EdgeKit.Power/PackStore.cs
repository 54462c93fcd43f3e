using EdgeKit.Kernel.Storage;
using EdgeKit.Power.Battery;
using LiteDB;

namespace EdgeKit.Power;

/// <summary>What is known of the packs, kept so that a restart goes on from there.</summary>
internal sealed class PackStore(LiteStore store)
{
    private const string Packs = "packs";

    /// <summary>What was known of a pack; null for nothing that this version understands.</summary>
    public PackState? Find(string pack)
    {
        if (store.Find(Packs, pack) is not { } document || document["v"] != PackState.Current)
        {
            return null;
        }

        return new PackState(
            PackState.Current,
            document["charge"].AsDouble,
            document["shown"].AsDouble,
            document["offset"].AsDouble,
            document["inverse"].AsDouble,
            document["efficiency"].AsDouble,
            Figures(document["covariance"]),
            document["ohms"].AsDouble,
            document["coldFactor"].AsDouble,
            document["coldSpread"].AsDouble,
            Figures(document["curveOff"]),
            document["endOhms"].IsNull ? null : document["endOhms"].AsDouble,
            (PackMark)document["mark"].AsInt32,
            document["sinceMark"].IsNull ? null : TimeSpan.FromSeconds(document["sinceMark"].AsDouble));
    }

    /// <summary>Keeps it.</summary>
    public void Keep(IReadOnlyList<(string Id, PackState State)> packs)
    {
        if (packs.Count > 0)
        {
            store.TryChange(new LiteChanges().Put(Packs, packs.Select(static pack => Document(pack.Id, pack.State))), isBulk: false);
        }
    }

    private static IReadOnlyList<double> Figures(BsonValue array) => [.. array.AsArray.Select(static figure => figure.AsDouble)];

    private static BsonArray Array(IReadOnlyList<double> figures) => [.. figures.Select(static figure => new BsonValue(figure))];

    private static BsonDocument Document(string id, PackState state) => new()
    {
        ["_id"] = id,
        ["v"] = state.Version,
        ["charge"] = state.StateOfCharge,
        ["shown"] = state.Shown,
        ["offset"] = state.OffsetAmperes,
        ["inverse"] = state.CapacityInverse,
        ["efficiency"] = state.Efficiency,
        ["covariance"] = Array(state.Covariance),
        ["ohms"] = state.Ohms,
        ["coldFactor"] = state.ColdFactor,
        ["coldSpread"] = state.ColdSpread,
        ["curveOff"] = Array(state.CurveOff),
        ["endOhms"] = state.EndOhms is { } ohms ? ohms : BsonValue.Null,
        ["mark"] = (int)state.Mark,
        ["sinceMark"] = state.SinceMark is { } since ? since.TotalSeconds : BsonValue.Null,
    };
}
