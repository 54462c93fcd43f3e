using System.CommandLine;
using EdgeKit.Daemon.Hosting;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit config check</c>: every fault at once, each with its place.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var check = new Command("check", "Check the configuration without starting anything");
        check.SetAction(static parsed =>
        {
            if (CommonOptions.Load(parsed) is not { } settings)
            {
                return 1;
            }

            KitHost.CreateDaemon(settings);
            if (!CommonOptions.Check(settings))
            {
                return 1;
            }

            Console.WriteLine("The configuration is right.");
            return 0;
        });
        return new Command("config", "The configuration") { check };
    }
}
