using System.CommandLine;
using EdgeKit.Cloud.Access;

namespace EdgeKit.Cloud.Commands;

/// <summary><c>edgekit-cloud token add</c> and <c>revoke</c>.</summary>
internal static class TokenCommands
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["backend"] = Role.Backend,
        ["shop"] = Role.Shop,
        ["operator"] = Role.Operator,
    };

    /// <summary>Makes the commands.</summary>
    public static Command Make() => new("token", "Says who else may use the cloud.") { Add(), Revoke() };

    /// <summary>Makes a token, keeps its hash and shows it.</summary>
    public static async Task<int> AddAsync(ParseResult parsed, string store, Role role, string name, CancellationToken cancellationToken)
    {
        await using var open = await StoreOption.OpenAsync(store, cancellationToken);
        var token = Token.Make();
        var now = TimeProvider.System.GetUtcNow();
        if (!await open.WriteAsync(session => TokenTable.AddAsync(session, role, name, Token.Hash(token), now), cancellationToken))
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"edgekit-cloud: {name} has a token already: revoke that first.");
            return ExitCodes.Fault;
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(token);
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"This is the token of {name}. It is not shown again.");
        return ExitCodes.Fine;
    }

    /// <summary>Ends a token.</summary>
    public static async Task<int> RevokeAsync(ParseResult parsed, string store, bool kit, string name, CancellationToken cancellationToken)
    {
        await using var open = await StoreOption.OpenAsync(store, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var revoked = await open.WriteAsync(session => TokenTable.RevokeAsync(session, kit, name, now), cancellationToken);
        await (revoked
            ? parsed.InvocationConfiguration.Output.WriteLineAsync($"{name}: revoked")
            : parsed.InvocationConfiguration.Error.WriteLineAsync($"edgekit-cloud: {name} has no token."));
        return revoked ? ExitCodes.Fine : ExitCodes.Fault;
    }

    private static Command Add()
    {
        var (name, store) = (Name(), StoreOption.Make());
        var role = new Option<string>("--role") { Description = "What its bearer may do.", Required = true };
        role.AcceptOnlyFromAmong([.. Roles.Keys]);
        var command = new Command("add", "Makes a token for a reader, which is shown once.") { name, role, store };
        command.SetAction((parsed, cancellationToken) => AddAsync(
            parsed, parsed.GetRequiredValue(store), Roles[parsed.GetRequiredValue(role)], Checked(parsed.GetRequiredValue(name)), cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var (name, store) = (Name(), StoreOption.Make());
        var command = new Command("revoke", "Ends the tokens of a reader.") { name, store };
        command.SetAction((parsed, cancellationToken) => RevokeAsync(
            parsed, parsed.GetRequiredValue(store), kit: false, Checked(parsed.GetRequiredValue(name)), cancellationToken));
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "Who bears it." };

    private static string Checked(string name) =>
        Names.IsSku(name) ? name : throw new UsageException($"'{name}' is no name for a token, which has 1 to 64 letters, digits, dots, hyphens and underscores.");
}
