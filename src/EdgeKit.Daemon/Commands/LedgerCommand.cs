using System.CommandLine;
using EdgeKit.Daemon.Hosting;
using EdgeKit.Ledger;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit ledger renew</c>: what a technician does with a card that was copied, or restored from a backup.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var renew = new Command(
            "renew", "Give this card a log of its own, after the cloud found that two cards write the same one; it begins without selling rights");
        renew.SetAction(RenewAsync);
        return new Command("ledger", "The ledger of orders and stock") { renew };
    }

    private static async Task<int> RenewAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (CommonOptions.LoadForLedger(parsed) is not var (settings, kit, cloud))
        {
            return 1;
        }

        try
        {
            using var data = DataDirectory.TryTake(settings.DataDirectory);
            if (data is null)
            {
                await Console.Error.WriteLineAsync($"edgekit: a daemon runs on {settings.DataDirectory}; end it first: systemctl stop edgekit");
                return 1;
            }

            if (await LedgerModule.RenewAsync(settings, kit, cloud, cancellationToken) is not var (incarnation, records, file))
            {
                Console.WriteLine("There is no ledger: the next start begins one.");
                return 0;
            }

            Console.WriteLine($"""
                The log {incarnation:D} is set aside. The next start begins one of its own, without selling rights.
                {records} records that the cloud did not confirm are in {file}
                Take that file to the cloud:  edgekit-cloud import --divergent {Path.GetFileName(file)}
                Then count the goods at this stall and let an operator settle the old log.
                """);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"edgekit: the ledger was not renewed: {exception.Message}");
            return 1;
        }
    }
}
