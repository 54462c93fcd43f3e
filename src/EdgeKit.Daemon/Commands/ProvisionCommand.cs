using System.CommandLine;
using EdgeKit.Daemon.Provisioning;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit provision</c>: what <c>edgekit-provision.service</c> runs at each boot, before the daemon.</summary>
internal static class ProvisionCommand
{
    public static Command Create()
    {
        var file = Place("--file", "FILE", "The provisioning file", ProvisionPlaces.DefaultFile);
        var root = Place("--root", "DIR", "Where the kernel's files are", "/");
        var state = Place("--state", "DIR", "What is kept from boot to boot", ProvisionPlaces.DefaultState);
        var output = Place("--out", "DIR", "What this boot is run with", ProvisionPlaces.DefaultOut);
        var open = new Option<bool>("--access-point") { Description = "Open an access point of the kit's own where the file names none" };
        var command = new Command("provision", "Apply the provisioning file of the boot partition") { file, root, state, output, open };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ProvisionPlaces(parsed.GetValue(file)!, parsed.GetValue(root)!, parsed.GetValue(state)!, parsed.GetValue(output)!), parsed.GetValue(open), cancellationToken));
        return command;
    }

    private static Option<string> Place(string name, string what, string description, string byDefault) =>
        new(name) { Description = description, HelpName = what, DefaultValueFactory = _ => byDefault };

    private static async Task<int> RunAsync(ProvisionPlaces places, bool opensAccessPoint, CancellationToken cancellationToken)
    {
        try
        {
            var report = await new Provisioner(places, opensAccessPoint).RunAsync(cancellationToken);
            foreach (var line in report.Applied)
            {
                Console.WriteLine(line);
            }

            foreach (var fault in report.Faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return report.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"edgekit: cannot provision: {exception.Message}");
            return 1;
        }
    }
}
