using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;
using LiteDB;

namespace EdgeKit.Catalog.Keeping;

/// <summary>An item as LiteDB keeps it.</summary>
internal static class CatalogItemDocument
{
    /// <summary>The form that this version writes.</summary>
    public const int Version = 1;

    /// <summary>The document of the item that stands at <paramref name="position"/>.</summary>
    public static BsonDocument From(CatalogItem item, long position) => new()
    {
        ["_id"] = item.Sku,
        ["v"] = Version,
        ["position"] = position,
        ["name"] = item.Name,
        ["price"] = item.Price.Amount,
        ["currency"] = item.Price.Currency,
        ["taxRate"] = item.TaxRate is { } rate ? new BsonValue(rate) : BsonValue.Null,
        ["image"] = item.Image,
        ["category"] = item.Category,
    };

    /// <summary>The item of a document, and where the till shows it; null if it is not such a document.</summary>
    public static (CatalogItem Item, long Position)? To(BsonDocument document)
    {
        var isItem = document["v"] == Version
            && document["_id"].IsString
            && document["position"].IsInt64
            && document["name"].IsString
            && document["price"].IsInt64
            && document["currency"].IsString
            && document["taxRate"] is { IsNull: true } or { IsDecimal: true }
            && document["image"] is { IsNull: true } or { IsString: true }
            && document["category"] is { IsNull: true } or { IsString: true };
        return isItem
            ? (new CatalogItem(
                document["_id"].AsString,
                document["name"].AsString,
                new Money(document["price"].AsInt64, document["currency"].AsString),
                document["taxRate"].IsNull ? null : document["taxRate"].AsDecimal,
                document["image"].AsString,
                document["category"].AsString), document["position"].AsInt64)
            : null;
    }
}
