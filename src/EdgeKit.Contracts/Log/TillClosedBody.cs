namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.TillClosed"/>. The records from its <see cref="RecordTypes.TillOpened"/> up to it make the day.</summary>
/// <param name="Counted">What lay in the drawer.</param>
/// <param name="Expected">What should have: the float and what was taken in cash, less what was given back in cash.</param>
/// <param name="Difference">Counted less expected: below zero when money is missing.</param>
/// <param name="By">Who counted: what people call the device.</param>
public sealed record TillClosedBody(Money Counted, Money Expected, Money Difference, string By);
