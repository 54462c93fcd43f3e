using LiteDB;
using LiteDB.Engine;

namespace EdgeKit.Kernel.Storage;

/// <summary>Changes to a <see cref="LiteStore"/> that happen together, in the order they are noted.</summary>
public sealed class LiteChanges
{
    private readonly List<Action<LiteEngine>> _changes = [];

    /// <summary>Puts documents in, over those with the same <c>_id</c>.</summary>
    /// <exception cref="ArgumentException">One has no <c>_id</c>.</exception>
    public LiteChanges Put(string collection, IEnumerable<BsonDocument> documents)
    {
        var made = documents.ToArray();
        if (Array.Exists(made, static document => document["_id"].IsNull))
        {
            throw new ArgumentException("A document has no _id.", nameof(documents));
        }

        _changes.Add(engine => engine.Upsert(collection, made, BsonAutoId.ObjectId));
        return this;
    }

    /// <summary>Takes documents out.</summary>
    public LiteChanges Remove(string collection, IEnumerable<BsonValue> ids)
    {
        var made = ids.ToArray();
        _changes.Add(engine => engine.Delete(collection, made));
        return this;
    }

    /// <summary>Takes all documents out.</summary>
    public LiteChanges Clear(string collection)
    {
        _changes.Add(engine => engine.DeleteMany(collection, predicate: null));
        return this;
    }

    internal void Make(LiteEngine engine)
    {
        engine.BeginTrans();
        foreach (var change in _changes)
        {
            change(engine);
        }

        engine.Commit();
    }
}
