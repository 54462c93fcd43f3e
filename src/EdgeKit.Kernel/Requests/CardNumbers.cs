using System.Buffers;

namespace EdgeKit.Kernel.Requests;

/// <summary>
/// Finds what could be a payment card's number (ISO/IEC 7812): 13 to 19 digits that begin with 2 to 6 and end in a right check
/// digit by Luhn, written together or in groups with a space, hyphen, dot, slash or underscore between. Each run of groups is tried, so that an expiry
/// date behind a number does not hide it. A number after a plus sign is a telephone's. A text that is a UUID and nothing else is none: about one in a thousand
/// would look like it by chance, and requests name things by them; nor is a part of a word of 32 hexadecimal digits, for the same reason.
/// </summary>
internal static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;
    private const int NameLength = 32;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether <paramref name="text"/> holds one.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest || Guid.TryParseExact(text, "D", out _))
        {
            return false;
        }

        for (var start = 0; start < text.Length; start++)
        {
            var beginsGroup = text[start] is >= '2' and <= '6' && (start == 0 || (!char.IsAsciiDigit(text[start - 1]) && text[start - 1] != '+'));
            if (beginsGroup && BeginsAt(text[start..]) && !IsOfName(text, start))
            {
                return true;
            }
        }

        return false;
    }

    // 128 random bits, as forms and baskets are named by. One without a letter is too long for a number anyway.
    private static bool IsOfName(ReadOnlySpan<char> text, int at)
    {
        var word = text[(text[..at].LastIndexOfAnyExcept(WordCharacters) + 1)..];
        word = word.IndexOfAnyExcept(WordCharacters) is >= 0 and var length ? word[..length] : word;
        return word.Length == NameLength && !word.ContainsAnyExcept(NameCharacters);
    }

    private static bool BeginsAt(ReadOnlySpan<char> text)
    {
        Span<byte> digits = stackalloc byte[Longest];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (count == Longest)
                {
                    return false;
                }

                digits[count++] = (byte)(text[i] - '0');
                var endsGroup = i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]);
                if (endsGroup && count >= Shortest && HasRightCheckDigit(digits[..count]))
                {
                    return true;
                }
            }
            else if (text[i] is not (' ' or '-' or '.' or '/' or '_' or '\u00A0') || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool HasRightCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var doubled = (digits.Length - i) % 2 == 0;
            var digit = doubled ? digits[i] * 2 : digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
