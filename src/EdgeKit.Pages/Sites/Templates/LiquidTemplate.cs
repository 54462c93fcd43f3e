using EdgeKit.Pages.Sites.Documents;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace EdgeKit.Pages.Sites.Templates;

/// <summary>
/// A creator's template, parsed once: Liquid that gives Markdown, which <see cref="Stories.StoryText"/> makes markup of. So a template reaches no
/// further than a story does. It runs in a sandbox: it has plain values only, loads nothing, and ends at limits of loops, recursion, output
/// and time.
/// </summary>
internal sealed class LiquidTemplate
{
    /// <summary>The most characters that a template gives.</summary>
    public const int MostOutput = 32_000;

    /// <summary>The longest that one may run.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMilliseconds(250);

    private readonly Template _template;

    private LiquidTemplate(Template template) => _template = template;

    /// <summary>Parses one.</summary>
    /// <returns>The template, or everything that is wrong with it.</returns>
    public static (LiquidTemplate? Template, IReadOnlyList<LiquidFault> Faults) Parse(string liquid)
    {
        if (liquid.Length > SiteLimits.Template)
        {
            return (null, [new LiquidFault(1, $"It is longer than {SiteLimits.Template} characters.")]);
        }

        var template = Template.ParseLiquid(liquid, parserOptions: new ParserOptions { ExpressionDepthLimit = 50 });
        return template.HasErrors
            ? (null, [.. template.Messages.Select(static message => new LiquidFault(message.Span.Start.Line + 1, message.Message))])
            : (new LiquidTemplate(template), []);
    }

    /// <summary>Runs it.</summary>
    /// <returns>Markdown, or what went wrong.</returns>
    public (string? Markdown, LiquidFault? Fault) Run(LiquidValues values, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(LongestRun, time);
        var context = new LiquidContext(patience.Token);
        context.PushGlobal(Globals(values));
        try
        {
            return (_template.Render(context), null);
        }
        catch (ScriptRuntimeException exception)
        {
            return (null, new LiquidFault(exception.Span.Start.Line + 1, patience.IsCancellationRequested ? TooLong : exception.OriginalMessage));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, new LiquidFault(1, TooLong));
        }
    }

    private static string TooLong => $"It runs longer than {LongestRun.TotalMilliseconds:0} ms.";

    private static ScriptObject Globals(LiquidValues values) => Object(
        ("site", Object(("title", values.Title), ("venue", values.Venue), ("places_left", values.PlacesLeft))),
        ("kit", Object(("name", values.Kit))),
        ("goods", new ScriptArray(values.Goods.Select(static item => Object(("sku", item.Sku), ("name", item.Name), ("price", item.Price), ("available", item.Available))))));

    private static ScriptObject Object(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var made = new ScriptObject(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            made.SetValue(name, value, readOnly: true);
        }

        return made;
    }
}
