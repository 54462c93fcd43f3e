namespace EdgeKit.EndToEndTests.BadInput;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Body">Its body.</param>
/// <param name="Type">The problem's type.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Field">The member that the problem names; null where any will do.</param>
/// <param name="ContentType">What it says that it is; none when empty.</param>
/// <param name="Key">Its <c>Idempotency-Key</c>; null for none, empty for one of its own.</param>
internal sealed record BadOrder(
    string Name, byte[] Body, string Type, int Status = 400, string? Field = null, string ContentType = "application/json", string? Key = "");
