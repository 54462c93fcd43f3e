using System.Security.Cryptography;
using System.Text;
using EdgeKit.Access.Devices;
using EdgeKit.Access.Guard;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Answers;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Kernel.Requests;
using Microsoft.AspNetCore.Http;

namespace EdgeKit.Access.Pairing;

/// <summary>How a device gets in (the shape of RFC 8628, on a LAN).</summary>
internal sealed class PairingEndpoints(AccessOptions options, PairingDesk desk, DeviceRegistry devices, AuditTrail trail, KitOptions kit)
{
    private const int IntervalSeconds = 2;
    private const int MaxName = 60;

    /// <summary><c>POST /api/v1/pairings</c>: a device asks for a code to show.</summary>
    public async Task<IResult> BeginAsync(HttpContext context)
    {
        var (request, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.PairingRequest);
        if (request is null)
        {
            return problem!;
        }

        if (CheckName(request.Name) is { } wrong)
        {
            return wrong;
        }

        return desk.Begin(request.Name.Trim(), AddressOf(context)) is { Secret: { } secret } pending
            ? TypedResults.Json(
                new PairingOffer(secret, PairingCode.Show(pending.Code), UriOf(context, "code", pending.Code), (int)pending.Life.TotalSeconds, IntervalSeconds),
                ContractsJson.Default.PairingOffer,
                statusCode: StatusCodes.Status201Created)
            : TooMany("Several codes of this device, or of this stall, wait already. They end within five minutes.");
    }

    /// <summary><c>POST /api/v1/pairings/token</c>: the device asks whether it was let in.</summary>
    public async Task<IResult> ClaimAsync(HttpContext context)
    {
        var (claim, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.PairingClaim);
        if (claim is null)
        {
            return problem!;
        }

        return desk.Ask(claim.Id) switch
        {
            null => Invalid("This code's time is over, or it was used. Ask for a new one."),
            { Role: null } => Problems.Of(
                ProblemTypes.AuthorizationPending, "Nobody has approved it yet", StatusCodes.Status400BadRequest, "Ask again after the interval."),
            { Role: { } role, Name: var name, By: var by } => await LetInAsync(context, name!, role, by!),
        };
    }

    /// <summary><c>POST /api/v1/pairings/approve</c>: a person lets the device in that shows a code.</summary>
    public async Task<IResult> ApproveAsync(HttpContext context)
    {
        var (approval, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.PairingApproval);
        if (approval is null)
        {
            return problem!;
        }

        if (approval.Name is { } given && CheckName(given) is { } wrong)
        {
            return wrong;
        }

        var caller = Caller.Of(context);
        if (!AccessRules.MayGrant(caller, approval.Role))
        {
            return Forbidden(approval.Role);
        }

        if (desk.GuessesTooMuch(AddressOf(context)))
        {
            return TooMany("Five codes a minute are looked at.");
        }

        return desk.Approve(approval.Code, approval.Role, approval.Name?.Trim(), caller.Name) is { } name
            ? TypedResults.Json(new CallerView(name, ThisMachine: false, approval.Role), ContractsJson.Default.CallerView)
            : Invalid("No device shows this code now. Codes end after five minutes.");
    }

    /// <summary><c>POST /api/v1/pairings/invite</c>: a person wants a code to give to a device.</summary>
    public async Task<IResult> InviteAsync(HttpContext context)
    {
        var (request, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.InviteRequest);
        if (request is null)
        {
            return problem!;
        }

        var caller = Caller.Of(context);
        if (!AccessRules.MayGrant(caller, request.Role))
        {
            return Forbidden(request.Role);
        }

        return desk.Invite(request.Role, caller.Name) is { } invite
            ? TypedResults.Json(
                new Invite(PairingCode.Show(invite.Code), UriOf(context, "invite", invite.Code), (int)invite.Life.TotalSeconds),
                ContractsJson.Default.Invite,
                statusCode: StatusCodes.Status201Created)
            : TooMany("Many codes wait already. They end within ten minutes.");
    }

    /// <summary><c>POST /api/v1/pairings/redeem</c>: a device brings a code that it was given.</summary>
    public async Task<IResult> RedeemAsync(HttpContext context)
    {
        var (claim, problem) = await RequestBody.ReadAsync(context, kit.Currency, ContractsJson.Default.InviteClaim);
        if (claim is null)
        {
            return problem!;
        }

        if (CheckName(claim.Name) is { } wrong)
        {
            return wrong;
        }

        if (desk.GuessesTooMuch(AddressOf(context)))
        {
            return TooMany("Five codes a minute are looked at.");
        }

        if (IsSetupCode(claim.Code))
        {
            return await LetInAsync(context, claim.Name.Trim(), Role.Owner, DeviceRegistry.BySetupCode);
        }

        return desk.Redeem(claim.Code) is { Role: { } role, By: { } by }
            ? await LetInAsync(context, claim.Name.Trim(), role, by)
            : Invalid("No such code. It may be mistyped, used, or over: ask for a new one.");
    }

    private static ProblemResult? CheckName(string name) => name.Trim() is { Length: > 0 and <= MaxName } text && !text.Any(char.IsControl)
        ? null
        : Problems.BadRequest("name", $"Expected 1 to {MaxName} characters, such as Tablet 2.");

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>The page of this kit on which a code is used.</summary>
    internal static string UriOf(HttpContext context, string kind, string code) => $"{context.Request.Scheme}://{context.Request.Host}/pair?{kind}={code}";

    private static ProblemResult Invalid(string detail) => Problems.Of(ProblemTypes.CodeInvalid, "The code does not count", StatusCodes.Status400BadRequest, detail, "code");

    private static ProblemResult Forbidden(Role role) =>
        Problems.Of(ProblemTypes.Forbidden, "This device may not do that", StatusCodes.Status403Forbidden, $"Only an owner lets in {role}.", "role");

    private static ProblemResult TooMany(string detail) => new(
        new Problem { Type = ProblemTypes.TooManyRequests, Title = "Too many", Status = StatusCodes.Status429TooManyRequests, Detail = detail }, TimeSpan.FromMinutes(1));

    private bool IsSetupCode(string typed) =>
        options.SetupCode is { } setup && !devices.HasOwner && PairingCode.Parse(typed) is { } code
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes(setup));

    private async Task<IResult> LetInAsync(HttpContext context, string name, Role role, string by)
    {
        if (await devices.AddAsync(name, role, by, CancellationToken.None) is not var (device, token))
        {
            return by == DeviceRegistry.BySetupCode && devices.HasOwner
                ? Invalid("The setup code let in the first owner, and counts no more: ask the owner.")
                : TooMany($"{DeviceRegistry.Most} devices are paired. Revoke some first.");
        }

        if (await trail.PairedAsync(device) is { } refused)
        {
            // Nobody comes in without a trace.
            await devices.RemoveAsync(device.Id, CancellationToken.None);
            return refused;
        }

        DeviceCookie.Write(context, token);
        return TypedResults.Json(new PairedDevice(token, device.Id, device.Name, device.Role), ContractsJson.Default.PairedDevice, statusCode: StatusCodes.Status201Created);
    }
}
