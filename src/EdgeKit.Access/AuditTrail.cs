using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeKit.Access.Devices;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Log;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Ledger;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access;

/// <summary>Who let whom in and put whom out, in the kit's log beside the orders, and so with the cloud.</summary>
internal sealed class AuditTrail(IRecordLog log)
{
    /// <summary>A device was let in.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why it is not.</returns>
    public Task<IResult?> PairedAsync(Device device) => RecordAsync(
        RecordTypes.DevicePaired, device.Id, new DevicePairedBody(device.Id, device.Name, device.Role, device.PairedBy), ContractsJson.Default.DevicePairedBody);

    /// <summary>A device was put out.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why it is not.</returns>
    public Task<IResult?> RevokedAsync(Device device, Caller by) => RecordAsync(
        RecordTypes.DeviceRevoked, device.Id, new DeviceRevokedBody(device.Id, device.Name, by.Name), ContractsJson.Default.DeviceRevokedBody);

    /// <summary>The manager's PIN changes.</summary>
    /// <returns>Null once it is on the disk; else the answer that says why it is not.</returns>
    public Task<IResult?> PinChangedAsync(Caller by) => RecordAsync(
        RecordTypes.ManagerPinChanged, "pin", new ManagerPinChangedBody(by.Name), ContractsJson.Default.ManagerPinChangedBody);

    private async Task<IResult?> RecordAsync<T>(string type, string subject, T body, JsonTypeInfo<T> typeInfo)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, typeInfo);
        var outcome = await log.RecordAsync(new RecordDraft(type, subject, type, Key: null, bytes, (_, _) => new RecordDecision.Write(bytes, default)));
        return outcome.Record is null ? outcome.Answer : null;
    }
}
