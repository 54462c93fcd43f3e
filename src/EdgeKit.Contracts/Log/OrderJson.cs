using System.Text;
using System.Text.Json;

namespace EdgeKit.Contracts.Log;

/// <summary>
/// The JSON of <see cref="OrderAcceptedBody"/> as <see cref="ContractsJson"/> has it, several times as quickly: of all records nearly each is an order, and a board
/// reads every one before it is sent. What does not look as a kit writes it is left to the serializer.
/// </summary>
public static class OrderJson
{
    private static readonly byte[][] Statuses = Words<OrderStatus>();
    private static readonly byte[][] Methods = Words<PaymentMethod>();

    /// <summary>Reads an order.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static OrderAcceptedBody Read(ReadOnlySpan<byte> json) =>
        Usual(json) ?? JsonSerializer.Deserialize(json, ContractsJson.Default.OrderAcceptedBody) ?? throw new JsonException("The body is null.");

    /// <summary>Writes an order, byte for byte as the serializer does.</summary>
    /// <param name="writer">Fresh or reset, and flushed by this.</param>
    /// <param name="order">What to write.</param>
    public static void Write(Utf8JsonWriter writer, OrderAcceptedBody order)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(order);
        writer.WriteStartObject();
        writer.WriteString("orderId"u8, order.OrderId);
        writer.WriteString("receipt"u8, order.Receipt);
        writer.WriteString("status"u8, Statuses[(int)order.Status]);
        writer.WritePropertyName("lines"u8);
        Write(writer, order.Lines);
        Write(writer, "total"u8, order.Total);
        writer.WriteStartObject("payment"u8);
        writer.WriteString("method"u8, Methods[(int)order.Payment.Method]);
        Write(writer, "reference"u8, order.Payment.Reference);
        writer.WriteEndObject();
        if (order.Customer is { } customer)
        {
            writer.WriteStartObject("customer"u8);
            Write(writer, "name"u8, customer.Name);
            Write(writer, "phone"u8, customer.Phone);
            Write(writer, "email"u8, customer.Email);
            Write(writer, "address"u8, customer.Address);
            writer.WriteEndObject();
        }

        Write(writer, "note"u8, order.Note);
        Write(writer, "by"u8, order.By);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Writes what an order sold, byte for byte as the serializer does.</summary>
    /// <param name="writer">At a value; what it holds is not flushed.</param>
    /// <param name="lines">What to write.</param>
    internal static void Write(Utf8JsonWriter writer, IReadOnlyList<OrderLine> lines)
    {
        writer.WriteStartArray();
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            writer.WriteString("sku"u8, line.Sku);
            writer.WriteString("name"u8, line.Name);
            writer.WriteNumber("quantity"u8, line.Quantity);
            Write(writer, "price"u8, line.Price);
            if (line.TaxRate is { } rate)
            {
                writer.WriteNumber("taxRate"u8, rate);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Money money)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("amount"u8, money.Amount);
        writer.WriteString("currency"u8, money.Currency);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static OrderAcceptedBody? Usual(ReadOnlySpan<byte> json)
    {
        try
        {
            return new OrderReader(json, Statuses, Methods).Order();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no UTF-8: the serializer says what is wrong.
            return null;
        }
    }

    // Both are numbered from zero on.
    private static byte[][] Words<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(static name => Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(name)))];
}
