namespace EdgeKit.Contracts.Live;

/// <summary>One origin of a stream.</summary>
/// <param name="Address">Its folder.</param>
/// <param name="Serves">Whether it is asked first now.</param>
/// <param name="IsUp">Whether it answered lately.</param>
/// <param name="LastError">Why it is down.</param>
public sealed record LiveOriginView(Uri Address, bool Serves, bool IsUp, string? LastError = null);
