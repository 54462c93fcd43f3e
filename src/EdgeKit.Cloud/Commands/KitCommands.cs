using System.CommandLine;
using EdgeKit.Cloud.Access;
using EdgeKit.Cloud.Ingest;

namespace EdgeKit.Cloud.Commands;

/// <summary><c>edgekit-cloud kit add</c>, <c>revoke</c> and <c>unfreeze</c>.</summary>
internal static class KitCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Make() => new("kit", "Says which kits may send.") { Add(), Revoke(), Unfreeze() };

    private static Command Add()
    {
        var (kit, store) = (Kit(), StoreOption.Make());
        var command = new Command("add", "Gives a kit its token, which is shown once.") { kit, store };
        command.SetAction((parsed, cancellationToken) => TokenCommands.AddAsync(
            parsed, parsed.GetRequiredValue(store), Role.Kit, Checked(parsed.GetRequiredValue(kit)), cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var (kit, store) = (Kit(), StoreOption.Make());
        var command = new Command("revoke", "Ends a kit's token.") { kit, store };
        command.SetAction((parsed, cancellationToken) => TokenCommands.RevokeAsync(
            parsed, parsed.GetRequiredValue(store), kit: true, Checked(parsed.GetRequiredValue(kit)), cancellationToken));
        return command;
    }

    private static Command Unfreeze()
    {
        var (kit, store) = (Kit(), StoreOption.Make());
        var incarnation = new Argument<Guid>("INCARNATION") { Description = "Which of its logs, as GET /v1/kits shows it." };
        var command = new Command("unfreeze", "Lets a log go on that was frozen: the one whose records follow from what is kept.") { kit, incarnation, store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (id, log) = (Checked(parsed.GetRequiredValue(kit)), parsed.GetRequiredValue(incarnation));
            await using var open = await StoreOption.OpenAsync(parsed.GetRequiredValue(store), cancellationToken);
            var thawed = await open.WriteAsync(session => LogTable.ThawAsync(session, id, log), cancellationToken);
            await (thawed
                ? parsed.InvocationConfiguration.Output.WriteLineAsync($"{id}: the log {log} goes on")
                : parsed.InvocationConfiguration.Error.WriteLineAsync($"edgekit-cloud: {id} has no frozen log {log}."));
            return thawed ? ExitCodes.Fine : ExitCodes.Fault;
        });
        return command;
    }

    private static Argument<string> Kit() => new("ID") { Description = "The kit's id, its kit.id." };

    private static string Checked(string kit) =>
        Names.IsKit(kit) ? kit : throw new UsageException($"'{kit}' is no kit's id, which has 1 to 63 letters, digits and hyphens.");
}
