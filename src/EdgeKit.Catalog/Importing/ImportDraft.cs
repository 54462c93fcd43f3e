using EdgeKit.Catalog.Rules;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Importing;

/// <summary>An import as it was read: items with where each stands, and all that is wrong.</summary>
internal sealed class ImportDraft
{
    private readonly List<CatalogImportItem> _items = [];
    private readonly List<int> _lines = [];
    private readonly List<ImportError> _errors = [];

    /// <summary>What could be read.</summary>
    public IReadOnlyList<CatalogImportItem> Items => _items;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Takes an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="line">Where it stands in a table; 0 in JSON.</param>
    public void Add(CatalogImportItem item, int line)
    {
        _items.Add(item);
        _lines.Add(line);
    }

    /// <summary>Puts another item in the place of one.</summary>
    public void Replace(int index, CatalogImportItem item) => _items[index] = item;

    /// <summary>Notes an error of the whole, or of an item that could not be read.</summary>
    public void Refuse(int line, string field, string what) => _errors.Add(new ImportError(line, field, what));

    /// <summary>Notes an error of an item that was taken.</summary>
    public void Refuse(ItemFault fault)
    {
        var line = fault.Index < 0 ? 0 : _lines[fault.Index];
        _errors.Add(new ImportError(line, line > 0 ? ColumnOf(fault.Field) : PathOf(fault), fault.What));
    }

    /// <summary>Holds the items against the rules.</summary>
    public void Check(string currency)
    {
        foreach (var fault in CatalogRules.Check([.. _items.Select(ItemOf)], currency))
        {
            Refuse(fault);
        }

        for (var index = 0; index < _items.Count; index++)
        {
            if (_items[index].Stock is < 0 or > CatalogRules.MaxStock)
            {
                Refuse(new ItemFault(index, "stock", $"{_items[index].Stock} is not right; expected a whole number from 0 to {CatalogRules.MaxStock}"));
            }
        }
    }

    /// <summary>What is put on sale of an imported item.</summary>
    public static CatalogItem ItemOf(CatalogImportItem item) =>
        CatalogRules.Normal(new CatalogItem(item.Sku, item.Name, item.Price, item.TaxRate, item.Image, item.Category));

    private static string ColumnOf(string field) => field switch
    {
        "price.amount" => "price",
        "price.currency" => "currency",
        _ => field,
    };

    private static string PathOf(ItemFault fault) =>
        fault.Index < 0 ? "items" : FormattableString.Invariant($"items[{fault.Index}]{(fault.Field.Length > 0 ? "." : "")}{fault.Field}");
}
