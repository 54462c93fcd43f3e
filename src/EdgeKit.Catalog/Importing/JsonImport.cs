using System.Text.Json;
using EdgeKit.Catalog.Rules;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Importing;

/// <summary>Reads <c>{"items":[{"sku","name","price":{"amount","currency"},"taxRate"?,"image"?,"category"?,"stock"?}]}</c> and tells every fault, not the first alone.</summary>
internal sealed class JsonImport
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly ImportDraft _draft;
    private string _path = "";

    private JsonImport(ImportDraft draft) => _draft = draft;

    /// <summary>Reads all there is.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ImportDraft draft)
    {
        try
        {
            using var json = JsonDocument.Parse(content, Strict);
            new JsonImport(draft).ReadItems(json.RootElement);
        }
        catch (JsonException exception)
        {
            draft.Refuse(
                (int)(exception.LineNumber ?? -1) + 1, "", FormattableString.Invariant($"is not valid JSON at byte {exception.BytePositionInLine + 1} of the line: {Plain(exception.Message)}"));
        }
    }

    private static string Plain(string message) => message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.');

    private void ReadItems(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            _draft.Refuse(0, "items", "is missing; expected {\"items\": [ … ]}");
            return;
        }

        if (items.GetArrayLength() > CatalogRules.MaxItems)
        {
            _draft.Refuse(0, "items", $"has {items.GetArrayLength()} items; expected at most {CatalogRules.MaxItems}");
            return;
        }

        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            _path = FormattableString.Invariant($"items[{index++}]");
            if (ReadItem(item) is { } read)
            {
                _draft.Add(read, 0);
            }
        }
    }

    private CatalogImportItem? ReadItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            _draft.Refuse(0, _path, "is not an item; expected {\"sku\": …, \"name\": …, \"price\": …}");
            return null;
        }

        var errors = _draft.Errors.Count;
        var sku = Text(item, "sku", isRequired: true);
        var name = Text(item, "name", isRequired: true);
        var price = Price(item);
        var rate = Number(item, "taxRate", static value => value.TryGetDecimal(out var rate) ? rate : (decimal?)null, "a share from 0 to below 1, such as 0.19");
        var image = Text(item, "image");
        var category = Text(item, "category");
        var stock = Number(item, "stock", static value => value.TryGetInt32(out var count) ? count : (int?)null, $"a whole number from 0 to {CatalogRules.MaxStock}");
        return _draft.Errors.Count > errors ? null : new CatalogImportItem(sku!, name!, price!.Value, rate, image, category, stock);
    }

    private Money? Price(JsonElement item)
    {
        const string Expected = "expected {\"amount\": 1250, \"currency\": \"EUR\"} in minor units";
        if (!item.TryGetProperty("price", out var price) || price.ValueKind != JsonValueKind.Object)
        {
            _draft.Refuse(0, $"{_path}.price", $"{(price.ValueKind == JsonValueKind.Undefined ? "is missing" : $"'{CatalogRules.Short(price.GetRawText())}' is not right")}; {Expected}");
            return null;
        }

        var path = _path;
        _path = $"{path}.price";
        var amount = Number(price, "amount", static value => value.TryGetInt64(out var amount) ? amount : (long?)null, "a whole number of minor units, such as 1250");
        if (amount is null && !price.TryGetProperty("amount", out _))
        {
            _draft.Refuse(0, $"{_path}.amount", $"is missing; {Expected}");
        }

        var currency = Text(price, "currency", isRequired: true);
        _path = path;
        return amount is { } minor && currency is not null ? new Money(minor, currency) : null;
    }

    private string? Text(JsonElement from, string member, bool isRequired = false)
    {
        var isThere = from.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;
        if (isThere && value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                _draft.Refuse(0, $"{_path}.{member}", "holds half of a surrogate pair; expected text");
                return null;
            }
        }

        if (isThere)
        {
            _draft.Refuse(0, $"{_path}.{member}", $"'{CatalogRules.Short(value.GetRawText())}' is not right; expected text");
        }
        else if (isRequired)
        {
            _draft.Refuse(0, $"{_path}.{member}", "is missing; expected text");
        }

        return null;
    }

    private T? Number<T>(JsonElement from, string member, Func<JsonElement, T?> parse, string expected)
        where T : struct
    {
        if (!from.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var number = value.ValueKind == JsonValueKind.Number ? parse(value) : null;
        if (number is null)
        {
            _draft.Refuse(0, $"{_path}.{member}", $"'{CatalogRules.Short(value.GetRawText())}' is not right; expected {expected}");
        }

        return number;
    }
}
