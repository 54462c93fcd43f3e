namespace EdgeKit.Pages.Sites.Templates;

/// <summary>What is wrong with a template.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="What">What is wrong, in the parser's words.</param>
internal sealed record LiquidFault(int Line, string What)
{
    /// <inheritdoc />
    public override string ToString() => $"Line {Line}: {What}";
}
