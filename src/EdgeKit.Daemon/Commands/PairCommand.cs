using System.CommandLine;
using System.Text.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Access;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit pair</c>: lets a device in, from the kit itself. The first owner comes in this way.</summary>
internal static class PairCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "The code that the device shows at /pair; without one, a code to type there", Arity = ArgumentArity.ZeroOrOne };
        var role = new Option<Role>("--role") { Description = "What the device may do", DefaultValueFactory = static _ => Role.Owner, HelpName = "owner|operator|cashier|creator|viewer|device" };
        var name = new Option<string?>("--name") { Description = "What people call it", HelpName = "NAME" };
        var json = CommonOptions.Json();
        var command = new Command("pair", "Let a device in") { code, role, name, json };
        command.SetAction((parsed, cancellationToken) => DaemonClient.RunAsync(
            parsed,
            client => parsed.GetValue(code) is { } shown
                ? ApproveAsync(client, new PairingApproval(shown, parsed.GetValue(role), parsed.GetValue(name)), parsed.GetValue(json), cancellationToken)
                : InviteAsync(client, new InviteRequest(parsed.GetValue(role)), parsed.GetValue(json), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ApproveAsync(HttpClient client, PairingApproval approval, bool json, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(approval, ContractsJson.Default.PairingApproval);
        var answer = await DaemonClient.SendAsync(client, HttpMethod.Post, "/api/v1/pairings/approve", content, cancellationToken);
        var device = JsonSerializer.Deserialize(answer, ContractsJson.Default.CallerView)!;
        Console.WriteLine(json ? answer : $"{device.Name} is let in as {device.Role}.");
        return 0;
    }

    private static async Task<int> InviteAsync(HttpClient client, InviteRequest request, bool json, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(request, ContractsJson.Default.InviteRequest);
        var answer = await DaemonClient.SendAsync(client, HttpMethod.Post, "/api/v1/pairings/invite", content, cancellationToken);
        var invite = JsonSerializer.Deserialize(answer, ContractsJson.Default.Invite)!;
        Console.WriteLine(json ? answer : $"""
            {invite.Code}

            Open http://KIT/pair on the device, KIT being the kit's name or address, and type this code. It lets one device in
            as {request.Role}, and counts for {invite.ExpiresInSeconds / 60} minutes.
            """);
        return 0;
    }
}
