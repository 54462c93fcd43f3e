namespace EdgeKit.Contracts.Log;

/// <summary>The body of <see cref="RecordTypes.DeviceRevoked"/>.</summary>
/// <param name="Device">Its id.</param>
/// <param name="Name">What people called it.</param>
/// <param name="By">Who put it out.</param>
public sealed record DeviceRevokedBody(string Device, string Name, string By);
