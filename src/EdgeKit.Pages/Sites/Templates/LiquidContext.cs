using System.Globalization;
using System.Text;
using Scriban;
using Scriban.Parsing;

namespace EdgeKit.Pages.Sites.Templates;

/// <summary>
/// What a template runs in. Scriban writes values as they are; here every value is escaped for Markdown, so that what a value says never becomes
/// a link or a heading, and markup is text afterwards anyway.
/// </summary>
internal sealed class LiquidContext : LiquidTemplateContext
{
    private const int MostLoops = 1_000;
    private const int DeepestRecursion = 20;

    public LiquidContext(CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        LoopLimit = MostLoops;
        LoopLimitQueryable = MostLoops;
        RecursiveLimit = DeepestRecursion;
        ObjectRecursionLimit = DeepestRecursion;
        LimitToString = LiquidTemplate.MostOutput;
        OutputLimit = LiquidTemplate.MostOutput;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        OnStringLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = TimeSpan.FromMilliseconds(50);
        TemplateLoader = null;
        StrictVariables = true;
        PushCulture(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is not null)
        {
            Write(Escape(ObjectToString(textAsObject) ?? ""));
        }

        return this;
    }

    /// <summary>The same as text: each sign that Markdown could read as its own stands behind a backslash (CommonMark, 2.4).</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter > '\x7F')
            {
                escaped.Append(letter);
            }
            else if (char.IsControl(letter))
            {
                escaped.Append(' ');
            }
            else if (letter == ' ')
            {
                escaped.Append(letter);
            }
            else
            {
                escaped.Append('\\').Append(letter);
            }
        }

        return escaped.ToString();
    }
}
