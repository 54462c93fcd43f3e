namespace EdgeKit.Contracts.Access;

/// <summary>A device that was let in.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="PairedAt">By the kit's clock.</param>
/// <param name="PairedBy">Who let it in.</param>
/// <param name="LastSeenSeconds">How long ago it last asked for something; null for not since the start.</param>
public sealed record DeviceView(string Id, string Name, Role Role, DateTimeOffset PairedAt, string PairedBy, long? LastSeenSeconds = null);
