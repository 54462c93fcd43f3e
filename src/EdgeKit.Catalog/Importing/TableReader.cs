using CsvHelper;
using EdgeKit.Catalog.Rules;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Catalog;

namespace EdgeKit.Catalog.Importing;

/// <summary>
/// Reads a table with a header as spreadsheets write it: columns parted by comma, semicolon, tab or bar, fields in quotes where
/// need be. Only the parser of CsvHelper is used, so nothing is bound by reflection.
/// </summary>
internal sealed class TableReader
{
    private const int MaxRecord = 64 * 1024;

    private static readonly string[] Required = ["sku", "name", "price"];
    private static readonly string[] Columns = [.. Required, "currency", "taxRate", "image", "category", "stock"];

    private readonly ImportDraft _draft;
    private readonly CsvReader _csv;
    private readonly string _currency;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private TableReader(ImportDraft draft, CsvReader csv, string currency) => (_draft, _csv, _currency) = (draft, csv, currency);

    // In a table whose columns commas part, a comma in a number is a slip.
    private bool CommaIsDecimal => _csv.Separator != ',';

    private int Line => (int)_csv.LineNumber;

    /// <summary>Reads all there is.</summary>
    /// <param name="content">The table, as UTF-8 or with the mark of another Unicode encoding.</param>
    /// <param name="currency">The kit's, for rows without one.</param>
    /// <param name="draft">Takes items and errors.</param>
    public static void Read(byte[] content, string currency, ImportDraft draft)
    {
        var options = CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = MaxRecord,
            OnMalformedRecord = malformed => draft.Refuse((int)malformed.LineNumber, "", Malformed(malformed.Reason)),
        };
        using var csv = CsvReader.Create(content, options);
        try
        {
            new TableReader(draft, csv, currency).ReadRows();
        }
        catch (CsvFormatException exception)
        {
            draft.Refuse((int)exception.LineNumber, "", $"cannot be read as a table: {exception.Message}");
        }
    }

    private static string Malformed(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote stands inside a field; expected it at the beginning and the end, and doubled within",
        CsvMalformedReason.TextAfterClosingQuote => "text stands behind a closing quote; expected quotes within a field to be doubled",
        CsvMalformedReason.UnterminatedQuote => "a quote is opened here and never closed",
        _ => $"cannot be read as a table ({reason})",
    };

    private void ReadRows()
    {
        if (!ReadHeader())
        {
            return;
        }

        while (_csv.Read())
        {
            var fields = Enumerable.Range(0, _csv.FieldCount).Select(index => _csv.GetString(index)).ToArray();
            if (Array.TrueForAll(fields, string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (_draft.Items.Count == CatalogRules.MaxItems)
            {
                _draft.Refuse(Line, "", $"has more than {CatalogRules.MaxItems} items");
                return;
            }

            if (fields.Length > _csv.Headers.Count)
            {
                _draft.Refuse(Line, "", $"has {fields.Length} fields where the header has {_csv.Headers.Count}; put a text that holds '{_csv.Separator}' in quotes");
            }
            else if (ReadItem(fields) is { } item)
            {
                _draft.Add(item, Line);
            }
        }
    }

    private bool ReadHeader()
    {
        var headers = _csv.Headers;
        for (var index = 0; index < headers.Count; index++)
        {
            var header = headers[index].Trim();
            var column = Array.Find(Columns, known => string.Equals(known, header, StringComparison.OrdinalIgnoreCase));
            if (column is null && header.Length > 0)
            {
                _draft.Refuse(1, CatalogRules.Short(header), $"no such column; expected {string.Join(", ", Columns)}");
            }
            else if (column is not null && !_columns.TryAdd(column, index))
            {
                _draft.Refuse(1, column, "stands twice in the header");
            }
        }

        foreach (var column in Required.Where(column => !_columns.ContainsKey(column)))
        {
            _draft.Refuse(1, column, $"no such column in the header; expected {string.Join(", ", Required)} at least");
        }

        return _draft.Errors.Count == 0;
    }

    private CatalogImportItem? ReadItem(string[] fields)
    {
        var errors = _draft.Errors.Count;
        var currency = Field(fields, "currency") ?? _currency;
        var price = Parsed(fields, "price", text => Amounts.Price(text, currency, CommaIsDecimal), $"is not a price; expected for example {Amounts.ExamplePrice(currency)}");
        if (Field(fields, "price") is null)
        {
            _draft.Refuse(Line, "price", $"is missing; expected for example {Amounts.ExamplePrice(currency)}");
        }

        var rate = Parsed(fields, "taxRate", text => Amounts.Rate(text, CommaIsDecimal), "is not a tax rate; expected for example 0.19 or 19%");
        var stock = Parsed(fields, "stock", static text => Amounts.Count(text, CatalogRules.MaxStock), $"is not a count; expected a whole number from 0 to {CatalogRules.MaxStock}");
        return _draft.Errors.Count > errors
            ? null
            : new CatalogImportItem(
                Field(fields, "sku") ?? "", Field(fields, "name") ?? "", new Money(price!.Value, currency), rate, Field(fields, "image"), Field(fields, "category"), stock);
    }

    private T? Parsed<T>(string[] fields, string column, Func<string, T?> parse, string wrong)
        where T : struct
    {
        if (Field(fields, column) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            _draft.Refuse(Line, column, $"'{CatalogRules.Short(text)}' {wrong}");
        }

        return value;
    }

    private string? Field(string[] fields, string column) =>
        _columns.TryGetValue(column, out var index) && index < fields.Length && fields[index].Trim() is { Length: > 0 } text ? text : null;
}
