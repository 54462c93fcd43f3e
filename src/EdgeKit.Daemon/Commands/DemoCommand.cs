using System.CommandLine;
using System.Runtime.InteropServices;
using EdgeKit.Demo;

namespace EdgeKit.Daemon.Commands;

/// <summary><c>edgekit demo</c>: a whole evening at a stall, on this machine.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the tablets sell", DefaultValueFactory = static _ => 120, HelpName = "N" };
        var rate = new Option<double>("--rate") { Description = "How busy the stall is; 1 is about three customers in two seconds", DefaultValueFactory = static _ => 1 };
        var seed = new Option<int?>("--seed") { Description = "Makes the tablets choose the same again" };
        var once = new Option<bool>("--once") { Description = "End after the comparison" };
        var plain = new Option<bool>("--plain") { Description = "Plain lines in place of the live display" };
        var cloud = new Option<string?>("--cloud") { Description = "The binary edgekit-cloud (default: the one beside this)", HelpName = "PATH" };
        var keep = new Option<string?>("--keep") { Description = "Keep everything in this directory", HelpName = "DIR" };
        var command = new Command("demo", "Play an evening at a stall: a kit, a cloud, four tablets, and an outage that comes and goes")
        {
            seconds, rate, seed, once, plain, cloud, keep,
        };
        command.SetAction((parsed, cancellationToken) => PlayAsync(
            new DemoOptions
            {
                Length = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Rate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                Once = parsed.GetValue(once),
                Plain = parsed.GetValue(plain),
                CloudPath = parsed.GetValue(cloud),
                DataDirectory = parsed.GetValue(keep),
            },
            cancellationToken));
        return command;
    }

    // The command line leaves signals to the daemon's host, which a demo has none of.
    private static async Task<int> PlayAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await DemoModule.RunAsync(options, stop.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
