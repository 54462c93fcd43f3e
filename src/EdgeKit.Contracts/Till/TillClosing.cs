namespace EdgeKit.Contracts.Till;

/// <summary>Asks to close the till.</summary>
/// <param name="Counted">What lies in the drawer; not negative.</param>
public sealed record TillClosing(Money Counted);
