using EdgeKit.Contracts.Access;

namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.DevicePaired"/>.</summary>
/// <param name="Device">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="By">Who let it in.</param>
public sealed record DevicePairedBody(string Device, string Name, Role Role, string By);
