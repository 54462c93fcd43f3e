namespace EdgeKit.Contracts.Access;

/// <summary>The manager's PIN becomes another.</summary>
/// <param name="Pin">4 to 12 digits.</param>
public sealed record PinChange(string Pin);
