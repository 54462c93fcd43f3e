namespace EdgeKit.Testing.Histories;

/// <summary>Something in a history that must not be.</summary>
/// <param name="Rule">What it breaks.</param>
/// <param name="Text">What was found, in words.</param>
public sealed record Violation(HistoryRule Rule, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Rule}: {Text}";
}
