using EdgeKit.Access.Guard;
using EdgeKit.Access.Pins;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Devices;

/// <summary>Who is in.</summary>
internal sealed class DeviceEndpoints(IStallDoor door, DeviceRegistry devices, ManagerPin pin, AuditTrail trail, KitOptions kit)
{
    /// <summary><c>GET /api/v1/me</c>.</summary>
    public IResult Me(HttpContext context)
    {
        var caller = Caller.Of(context);
        var needsOwner = caller is { Role: null, IsThisMachine: false } && door.NeedsOwner;
        return TypedResults.Json(new CallerView(caller.Name, caller.IsThisMachine, caller.Role, needsOwner), ContractsJson.Default.CallerView);
    }

    /// <summary><c>GET /api/v1/devices</c>.</summary>
    public IResult List() => TypedResults.Json(
        [
            .. devices.All.Select(device => new DeviceView(
                device.Id, device.Name, device.Role, device.PairedAt, device.PairedBy, (long?)devices.LastSeen(device.Id)?.TotalSeconds)),
        ],
        ContractsJson.Default.IReadOnlyListDeviceView);

    /// <summary><c>DELETE /api/v1/devices/{id}</c>.</summary>
    public async Task<IResult> RevokeAsync(string id, HttpContext context)
    {
        if (devices.All.FirstOrDefault(device => device.Id == id) is not { } device)
        {
            return Problems.NotFound($"No device '{id}' is paired.");
        }

        var caller = Caller.Of(context);
        if (!AccessRules.MayGrant(caller, device.Role))
        {
            return Problems.Of(ProblemTypes.Forbidden, "This device may not do that", StatusCodes.Status403Forbidden, "Only an owner puts an owner out.");
        }

        // Out first: that must not wait for a disk that is full.
        await devices.RemoveAsync(id, CancellationToken.None);
        return await trail.RevokedAsync(device, caller) is { } refused ? refused : TypedResults.NoContent();
    }

    /// <summary><c>DELETE /api/v1/me</c>: the device leaves by itself.</summary>
    public async Task<IResult> LeaveAsync(HttpContext context)
    {
        DeviceCookie.Delete(context);
        return Caller.Of(context).Device is { } id && devices.All.FirstOrDefault(device => device.Id == id) is { } device && await devices.RemoveAsync(id, CancellationToken.None)
            && await trail.RevokedAsync(device, Caller.Of(context)) is { } refused
            ? refused
            : TypedResults.NoContent();
    }

    /// <summary><c>PUT /api/v1/security/pin</c>.</summary>
    public async Task<IResult> ChangePinAsync(HttpContext context)
    {
        var (change, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.PinChange);
        if (change is null)
        {
            return problem!;
        }

        if (!ManagerPin.IsPin(change.Pin))
        {
            return Problems.BadRequest("pin", "Expected 4 to 12 digits.");
        }

        if (await trail.PinChangedAsync(Caller.Of(context)) is { } refused)
        {
            return refused;
        }

        await pin.ChangeAsync(change.Pin, context.RequestAborted);
        return TypedResults.NoContent();
    }
}
