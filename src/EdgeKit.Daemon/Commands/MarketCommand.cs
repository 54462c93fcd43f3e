using System.CommandLine;
using EdgeKit.Market;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit market key</c>: the secret that the kits of one market share.</summary>
internal static class MarketCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Where to write it, for its owner alone; without it the key is printed", Arity = ArgumentArity.ZeroOrOne };
        var key = new Command("key", "Make a key for a market: one for all its kits") { file };
        key.SetAction((parsed, cancellationToken) => MakeAsync(parsed.GetValue(file), cancellationToken));
        return new Command("market", "The other kits of the same operator at one market") { key };
    }

    private static async Task<int> MakeAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            Console.WriteLine(MarketModule.NewKey());
            return 0;
        }

        try
        {
            await MarketModule.WriteKeyAsync(file, cancellationToken);
            Console.WriteLine($"{file} holds a new key. Bring the same file to every kit of the market, by hand, and name it in market.keyFile.");
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"edgekit: no key is made: {exception.Message}");
            return 1;
        }
    }
}
