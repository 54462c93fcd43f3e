namespace EdgeKit.Cloud.Access;

/// <summary>What kits, SKUs and tokens may be called.</summary>
internal static class Names
{
    /// <summary>1 to 63 letters, digits and hyphens.</summary>
    public static bool IsKit(string text) => text.Length is > 0 and <= 63 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>1 to 64 letters, digits, dots, hyphens and underscores.</summary>
    public static bool IsSku(string text) =>
        text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Three capital letters.</summary>
    public static bool IsCurrency(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    /// <summary>A record's type: 1 to 64 letters, digits, dots, hyphens and underscores.</summary>
    public static bool IsRecordType(string text) => IsSku(text);

    /// <summary>An <c>Idempotency-Key</c>: 1 to 200 printable ASCII characters.</summary>
    public static bool IsKey(string text) => text.Length is > 0 and <= 200 && text.All(static c => c is >= ' ' and <= '~');

    /// <summary>Text for people, which PostgreSQL must be able to keep too.</summary>
    public static bool IsText(string text, int longest) => text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal);
}
