using System.Text.Json;

namespace EdgeKit.Broker.Orders;

/// <summary>Finds an order's idempotency key: a user property <c>Idempotency-Key</c>, or, since MQTT 3.1.1 has none, the member <c>idempotencyKey</c> beside the order's own.</summary>
internal static class OrderKey
{
    /// <summary>The name of the user property.</summary>
    public const string Property = "Idempotency-Key";

    /// <summary>Finds it in a body that is known to be JSON; null where it is not.</summary>
    public static string? In(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
        {
            return null;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isKey = json.ValueTextEquals("idempotencyKey"u8);
            json.Read();
            if (isKey)
            {
                return json.TokenType is JsonTokenType.String ? json.GetString() : null;
            }

            json.Skip();
        }

        return null;
    }
}
