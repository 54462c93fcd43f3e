namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.ManagerPinChanged"/>.</summary>
/// <param name="By">Who changed it.</param>
public sealed record ManagerPinChangedBody(string By);
