using System.Globalization;
using System.Text;

namespace EdgeKit.Pages.Sites.Documents;

/// <summary>The last part of a site's address: letters that need no escaping and lead nowhere else.</summary>
internal static class Slug
{
    // The kit has no tables of letters: those of Latin alphabets are few.
    private const string Marked = "àáâãäåāąçćčďèéêëēęěğìíîïīıłñńňòóôõöøōőřśšşťùúûüūůűýÿźżžßæœ";
    private const string Plain = "aaaaaaaacccdeeeeeeegiiiiiilnnnoooooooorssstuuuuuuuyyzzzsao";

    /// <summary>Whether <paramref name="text"/> is one.</summary>
    public static bool IsSlug(string text) =>
        text.Length is > 0 and <= SiteLimits.Slug
        && text[0] != '-'
        && text.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>One that is made of a title; <c>site</c> where nothing of it can be used.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant())
        {
            var at = Marked.IndexOf(letter, StringComparison.Ordinal);
            var plain = at < 0 ? letter : Plain[at];
            if (char.IsAsciiLetterOrDigit(plain))
            {
                slug.Append(plain);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && letter is not ('\'' or '’'))
            {
                slug.Append('-');
            }
        }

        var text = slug.Length > SiteLimits.Slug ? slug.ToString(0, SiteLimits.Slug) : slug.ToString();
        return text.Trim('-') is { Length: > 0 } made ? made : "site";
    }

    /// <summary>The first of <paramref name="wanted"/>, wanted-2, wanted-3 … that is not taken.</summary>
    public static string Free(string wanted, Func<string, bool> isTaken)
    {
        var stem = wanted.Length > SiteLimits.Slug - 4 ? wanted[..(SiteLimits.Slug - 4)].TrimEnd('-') : wanted;
        return Enumerable.Range(1, SiteLimits.Sites + 1)
            .Select(number => number == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}"))
            .First(slug => !isTaken(slug));
    }
}
