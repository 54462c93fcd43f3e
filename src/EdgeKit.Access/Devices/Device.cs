using EdgeKit.Contracts.Access;

namespace EdgeKit.Access.Devices;

/// <summary>A device that was let in.</summary>
/// <param name="Id">Names it to people and in the log.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="TokenHash">SHA-256 of its token; the token itself only the device has.</param>
/// <param name="PairedAt">By the kit's clock.</param>
/// <param name="PairedBy">Who let it in.</param>
internal sealed record Device(string Id, string Name, Role Role, string TokenHash, DateTimeOffset PairedAt, string PairedBy);
