using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKit.Contracts;

namespace EdgeKit.EndToEndTests.BadInput;

/// <summary>
/// A corpus of orders that must be refused, generated from one that would be taken: each member of a wrong type, missing, out of
/// range; texts that are not; card numbers wherever a text may stand; bodies that are no JSON; keys that are none.
/// </summary>
internal static class BadOrders
{
    /// <summary>What would be taken.</summary>
    public const string Good =
        """
        {"lines":[{"sku":"TEA-01","quantity":2},{"sku":"PIN-03","quantity":1}],"payment":{"method":"terminal","reference":"T-1"},
        "customer":{"name":"Ada","phone":"+4930123456","email":"ada@market.example","address":"Row C 17"},"note":"no sugar","total":{"amount":1600,"currency":"EUR"}}
        """;

    private static readonly string[] Required =
        ["lines", "lines[0].sku", "lines[0].quantity", "lines[1].quantity", "payment", "payment.method", "total.amount", "total.currency"];

    private static readonly string[] Texts =
        ["lines[0].sku", "payment.reference", "customer.name", "customer.phone", "customer.email", "customer.address", "note"];

    private static readonly (string Member, JsonValueKind Kind)[] Members =
    [
        ("lines", JsonValueKind.Array), ("lines[0]", JsonValueKind.Object), ("lines[0].sku", JsonValueKind.String), ("lines[0].quantity", JsonValueKind.Number),
        ("lines[1].sku", JsonValueKind.String), ("lines[1].quantity", JsonValueKind.Number), ("payment", JsonValueKind.Object),
        ("payment.method", JsonValueKind.String), ("payment.reference", JsonValueKind.String), ("customer", JsonValueKind.Object),
        ("customer.name", JsonValueKind.String), ("customer.phone", JsonValueKind.String), ("customer.email", JsonValueKind.String),
        ("customer.address", JsonValueKind.String), ("note", JsonValueKind.String), ("total", JsonValueKind.Object), ("total.amount", JsonValueKind.Number),
        ("total.currency", JsonValueKind.String), ("holdId", JsonValueKind.String),
    ];

    // Test numbers that card schemes publish; all of them have a right check digit.
    private static readonly string[] Cards =
        ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117", "3530111333300000", "4111 1111 1111 1111", "4111-1111-1111-1111", "card 4111 1111 1111 1111 12/27"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BadOrder> All { get; } =
        [.. WrongTypes(), .. Missing(), .. WrongNumbers(), .. WrongTexts(), .. CardNumbers(), .. WrongBodies(), .. WrongKeys()];

    private static IEnumerable<BadOrder> WrongTypes()
    {
        (JsonValueKind Kind, string Json)[] values =
        [
            (JsonValueKind.String, "\"seven\""), (JsonValueKind.Number, "7"), (JsonValueKind.True, "true"), (JsonValueKind.False, "false"),
            (JsonValueKind.Array, "[]"), (JsonValueKind.Array, "[1]"), (JsonValueKind.Object, "{}"), (JsonValueKind.Object, "{\"a\":1}"),
        ];
        foreach (var (member, kind) in Members)
        {
            foreach (var (_, json) in values.Where(value => value.Kind != kind))
            {
                yield return Changed($"{member} is {json}", member, json, member);
            }
        }
    }

    private static IEnumerable<BadOrder> Missing()
    {
        foreach (var member in Required)
        {
            yield return new BadOrder($"{member} is missing", Without(member), ProblemTypes.BadRequest, Field: member);
            yield return Changed($"{member} is null", member, "null", member);
        }

        yield return Changed("a line is null", "lines[1]", "null", "lines[1]");
        yield return Changed("no lines", "lines", "[]", "lines");
        yield return new BadOrder("an empty object", "{}"u8.ToArray(), ProblemTypes.BadRequest);
    }

    private static IEnumerable<BadOrder> WrongNumbers()
    {
        foreach (var quantity in (string[])["0", "-1", "-2147483648", "10000", "2147483647", "2147483648", "99999999999999999999", "1.5", "1e3", "1E400", "-0"])
        {
            yield return Changed($"a quantity of {quantity}", "lines[0].quantity", quantity, "lines[0].quantity");
        }

        foreach (var number in (string[])["NaN", "Infinity", "-Infinity", "01", "+1", "1.", ".5", "0x10", "1_000"])
        {
            yield return Changed($"a quantity of {number}", "lines[1].quantity", number, null);
        }

        foreach (var amount in (string[])["99999999999999999999", "1.5", "1e400"])
        {
            yield return Changed($"a total of {amount}", "total.amount", amount, "total.amount");
        }

        yield return Changed("another total than the catalogue's", "total.amount", "1599", "total.amount", ProblemTypes.PriceChanged, 409);
        yield return Changed("a hundred and one lines", "lines", $"[{string.Join(',', Enumerable.Repeat("""{"sku":"TEA-01","quantity":1}""", 101))}]", "lines");
    }

    private static IEnumerable<BadOrder> WrongTexts()
    {
        yield return Changed("an unknown SKU", "lines[1].sku", "\"NO-SUCH\"", "lines[1].sku", ProblemTypes.UnknownSku);
        yield return Changed("an empty SKU", "lines[0].sku", "\"\"", "lines[0].sku");
        yield return Changed("a SKU in other letters", "lines[0].sku", "\"tea-01\"", "lines[0].sku", ProblemTypes.UnknownSku);
        yield return Changed("a SKU of 65 letters", "lines[0].sku", $"\"{new string('A', 65)}\"", "lines[0].sku");
        yield return Changed("another currency", "total.currency", "\"USD\"", "total.currency", ProblemTypes.WrongCurrency);
        yield return Changed("an unknown method", "payment.method", "\"barter\"", "payment.method");
        yield return Changed("a method by its number", "payment.method", "\"0\"", "payment.method");
        yield return Changed("a hold that is no UUID", "holdId", "\"mine\"", "holdId");
        yield return Changed("a hold that is not there", "holdId", "\"0192f0c1-0000-7000-8000-000000000001\"", "holdId", ProblemTypes.NotFound, 404);
        foreach (var (member, most) in ((string, int)[])[("note", 1000), ("customer.name", 200), ("customer.address", 200), ("payment.reference", 200)])
        {
            yield return Changed($"{member} is too long", member, $"\"{new string('x', most + 1)}\"", member);
        }

        foreach (var half in (string[])["\\uD83D", "\\uDE00", "\\uDE00\\uD83D", "\\uD83Dx"])
        {
            yield return Changed($"half of a surrogate pair: {half}", "note", $"\"{half}\"", "note");
        }

        foreach (var escape in (string[])["\\x41", "\\u00", "\\", "a\nb", "a\tb", "a\0b"])
        {
            yield return Changed($"a text that JSON does not allow: {Uri.EscapeDataString(escape)}", "note", $"\"{escape}\"", null);
        }
    }

    private static IEnumerable<BadOrder> CardNumbers()
    {
        foreach (var member in Texts)
        {
            yield return Changed($"a card number in {member}", member, $"\"{Cards[0]}\"", member, ProblemTypes.CardNumber);
        }

        foreach (var card in Cards)
        {
            yield return Changed($"a note with {card}", "note", $"\"{card}\"", "note", ProblemTypes.CardNumber);
        }

        yield return Changed("a card number as a number", "note", Cards[0], "note", ProblemTypes.CardNumber);
        yield return Changed("a card number as a quantity", "lines[0].quantity", Cards[0], "lines[0].quantity", ProblemTypes.CardNumber);
        yield return Changed("a card number in escapes", "note", $"\"{string.Concat(Cards[0].Select(static digit => $"\\u00{(int)digit:x2}"))}\"", "note", ProblemTypes.CardNumber);
        yield return Changed("a card number in a member that nobody knows", "customer.cardNumber", $"\"{Cards[1]}\"", "customer.cardNumber", ProblemTypes.CardNumber);
        yield return new BadOrder("a card number as a member's name", Bytes(Good.Replace("\"note\"", $"\"{Cards[0]}\"", StringComparison.Ordinal)), ProblemTypes.CardNumber);
    }

    private static IEnumerable<BadOrder> WrongBodies()
    {
        BadOrder Bad(string name, byte[] body) => new(name, body, ProblemTypes.BadRequest);
        foreach (var text in (string[])["", " ", "null", "true", "7", "\"order\"", "[]", "[{}]", "{", "}", "{\"lines\"", "{\"lines\":[", "<order/>", "lines=1", "\u0000", "{}{}", "//c\n{}"])
        {
            yield return Bad($"the body {(text.Length == 0 ? "is empty" : Uri.EscapeDataString(text))}", Bytes(text));
        }

        for (var length = 1; length < Good.Length; length += 23)
        {
            yield return Bad(string.Create(CultureInfo.InvariantCulture, $"only the first {length} bytes"), Bytes(Good)[..length]);
        }

        yield return Bad("something behind the object", Bytes(Good + "x"));
        yield return Bad("a comma too many", Bytes(Good.Replace("]", ",]", StringComparison.Ordinal)));
        yield return Bad("a byte that is no UTF-8", Replace("no sugar", [0x61, 0xFF, 0x62]));
        yield return Bad("an overlong encoding", Replace("no sugar", [0xC0, 0xAF]));
        yield return Bad("a surrogate in UTF-8", Replace("no sugar", [0xED, 0xA0, 0x80]));
        yield return Bad("UTF-16", Encoding.Unicode.GetBytes(Good));
        yield return Bad("nested deeper than anything", Bytes(Good.Replace("\"no sugar\"", new string('[', 2000) + new string(']', 2000), StringComparison.Ordinal)));
        yield return Bad("nested objects", Bytes(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500)));
        yield return new BadOrder("64 KB and a byte", Bytes(Good + new string(' ', (64 * 1024) + 1 - Good.Length)), ProblemTypes.TooLarge);
        yield return new BadOrder("a megabyte", new byte[1024 * 1024], ProblemTypes.TooLarge);
        foreach (var type in (string[])["text/plain", "text/html", "multipart/form-data; boundary=x", "application/jsonp"])
        {
            yield return new BadOrder($"sent as {type}", Bytes(Good), ProblemTypes.BadRequest, 415, "Content-Type", type);
        }

        foreach (var twice in (string[])["\"note\":\"a\",\"note\":", "\"payment\":{\"method\":\"cash\"},\"payment\":"])
        {
            var name = twice[1..twice.IndexOf('"', 1)];
            yield return new BadOrder($"{name} is there twice", Bytes(Good.Replace($"\"{name}\":", twice, StringComparison.Ordinal)), ProblemTypes.BadRequest, Field: name);
        }
    }

    private static IEnumerable<BadOrder> WrongKeys()
    {
        (string Name, string? Key)[] keys =
        [
            ("no key", null), ("a key of nothing in quotes", "\"\""), ("a key with a space", "a b"), ("a key of 256 letters", new string('k', 256)), ("a key with a tab", "a\tb"),
        ];
        return keys.Select(static key => new BadOrder(key.Name, Bytes(Good), ProblemTypes.KeyMissing, 400, "Idempotency-Key", Key: key.Key));
    }

    private static BadOrder Changed(string name, string member, string json, string? field, string type = ProblemTypes.BadRequest, int status = 400) =>
        new(name, With(member, json), type, status, field);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Replace(string text, byte[] by)
    {
        var at = Good.IndexOf(text, StringComparison.Ordinal);
        return [.. Bytes(Good[..at]), .. by, .. Bytes(Good[(at + text.Length)..])];
    }

    /// <summary>The good order with a member that holds <paramref name="json"/>, which need not be JSON.</summary>
    private static byte[] With(string member, string json)
    {
        const string Mark = "\"the value\"";
        var order = JsonNode.Parse(Good)!;
        var (parent, last) = Find(order, member);
        if (int.TryParse(last, CultureInfo.InvariantCulture, out var index))
        {
            parent.AsArray()[index] = "the value";
        }
        else
        {
            parent.AsObject()[last] = "the value";
        }

        return Bytes(order.ToJsonString().Replace(Mark, json, StringComparison.Ordinal));
    }

    private static byte[] Without(string member)
    {
        var order = JsonNode.Parse(Good)!;
        var (parent, last) = Find(order, member);
        parent.AsObject().Remove(last);
        return Bytes(order.ToJsonString());
    }

    private static (JsonNode Parent, string Last) Find(JsonNode order, string member)
    {
        var steps = member.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var node = steps[..^1].Aggregate(order, static (at, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? at[index]! : at[step]!);
        return (node, steps[^1]);
    }
}
