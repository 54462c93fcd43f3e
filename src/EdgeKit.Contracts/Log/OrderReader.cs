using System.Text.Json;

namespace EdgeKit.Contracts.Log;

/// <summary>Reads an order whose members stand in the order in which a kit writes them. Of anything else it makes nothing.</summary>
/// <param name="json">The whole body.</param>
/// <param name="statuses">The words of <see cref="OrderStatus"/>, in the order of their numbers.</param>
/// <param name="methods">The words of <see cref="PaymentMethod"/>, likewise.</param>
internal ref struct OrderReader(ReadOnlySpan<byte> json, byte[][] statuses, byte[][] methods)
{
    private Utf8JsonReader _json = new(json);
    private string _currency = "";

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text is not UTF-8.</exception>
    public OrderAcceptedBody? Order()
    {
        if (!Begins() || !Named("orderId"u8) || !_json.TryGetGuid(out var id)
            || !Named("receipt"u8) || Text() is not { } receipt
            || !Named("status"u8) || Word(statuses) is not { } status
            || !Named("lines"u8) || Lines() is not { } lines
            || !Named("total"u8) || Money() is not { } total
            || !Named("payment"u8) || Payment() is not { } payment)
        {
            return null;
        }

        // After the payment: whom it is for, a note, and who took it, each if it is there.
        Customer? customer = null;
        string? note = null, by = null;
        Next();
        if (Is("customer"u8))
        {
            Next();
            if ((customer = Customer()) is null)
            {
                return null;
            }

            Next();
        }

        return Optional("note"u8, ref note) && Optional("by"u8, ref by) && _json.TokenType == JsonTokenType.EndObject && !_json.Read()
            ? new OrderAcceptedBody(id, receipt, (OrderStatus)status, lines, total, payment, customer, note, by)
            : null;
    }

    private List<OrderLine>? Lines()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var lines = new List<OrderLine>(2);
        while (Next() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.StartObject
                || !Named("sku"u8) || Text() is not { } sku
                || !Named("name"u8) || Text() is not { } name
                || !Named("quantity"u8) || !_json.TryGetInt32(out var quantity)
                || !Named("price"u8) || Money() is not { } price)
            {
                return null;
            }

            decimal? tax = null;
            Next();
            if (Is("taxRate"u8))
            {
                Next();
                if (_json.TokenType != JsonTokenType.Number || !_json.TryGetDecimal(out var rate))
                {
                    return null;
                }

                tax = rate;
                Next();
            }

            if (_json.TokenType != JsonTokenType.EndObject)
            {
                return null;
            }

            lines.Add(new OrderLine(sku, name, quantity, price, tax));
        }

        return lines;
    }

    private Payment? Payment()
    {
        if (_json.TokenType != JsonTokenType.StartObject || !Named("method"u8) || Word(methods) is not { } method)
        {
            return null;
        }

        string? reference = null;
        Next();
        return Optional("reference"u8, ref reference) && _json.TokenType == JsonTokenType.EndObject ? new Payment((PaymentMethod)method, reference) : null;
    }

    private Customer? Customer()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? name = null, phone = null, email = null, address = null;
        Next();
        return Optional("name"u8, ref name) && Optional("phone"u8, ref phone) && Optional("email"u8, ref email) && Optional("address"u8, ref address)
            && _json.TokenType == JsonTokenType.EndObject ? new Customer(name, phone, email, address) : null;
    }

    private Money? Money()
    {
        if (_json.TokenType != JsonTokenType.StartObject || !Named("amount"u8) || _json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var amount) || !Named("currency"u8) || _json.TokenType != JsonTokenType.String)
        {
            return null;
        }

        // All of one order are the same.
        if (!_json.ValueTextEquals(_currency))
        {
            _currency = _json.GetString()!;
        }

        return Next() && _json.TokenType == JsonTokenType.EndObject ? new Money(amount, _currency) : null;
    }

    private int? Word(byte[][] words)
    {
        if (_json.TokenType == JsonTokenType.String)
        {
            for (var word = 0; word < words.Length; word++)
            {
                if (_json.ValueTextEquals(words[word]))
                {
                    return word;
                }
            }
        }

        return null;
    }

    private string? Text() => _json.TokenType == JsonTokenType.String ? _json.GetString() : null;

    // Stands at a member, and goes on behind it if it is this one.
    private bool Optional(ReadOnlySpan<byte> name, ref string? text)
    {
        if (!Is(name))
        {
            return true;
        }

        Next();
        text = Text();
        return text is not null && Next();
    }

    private bool Begins() => Next() && _json.TokenType == JsonTokenType.StartObject;

    private bool Named(ReadOnlySpan<byte> name) => Next() && Is(name) && Next();

    private readonly bool Is(ReadOnlySpan<byte> name) => _json.TokenType == JsonTokenType.PropertyName && _json.ValueTextEquals(name);

    private bool Next() => _json.Read();
}
