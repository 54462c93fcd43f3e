using System.CommandLine;
using EdgeKit.Cloud.Mqtt;

namespace EdgeKit.Cloud.Commands;

/// <summary><c>edgekit-cloud run</c>.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make()
    {
        var listen = new Option<string[]>("--listen")
        {
            Description = "Where to listen; any number of times. Other than a loopback address it must be https.",
            DefaultValueFactory = static _ => ["http://127.0.0.1:9090"],
        };
        var store = StoreOption.Make();
        var certificate = new Option<string?>("--certificate") { Description = "The certificate and its chain, as PEM." };
        var key = new Option<string?>("--key") { Description = "The certificate's private key, as PEM." };
        var allocate = new Option<string>("--allocate")
        {
            Description = "auto: shares selling rights among kits and the shop by what they are asked for; off: leaves it to POST /v1/stock/SKU/grants.",
            DefaultValueFactory = static _ => "auto",
        };
        allocate.AcceptOnlyFromAmong("auto", "off");
        var sellFor = new Option<string?>("--sell-for")
        {
            Description = "For how long after they last heard from the cloud kits may sell what they were granted, such as 48h; for ever if not given.",
        };
        var mqtt = new Option<string?>("--mqtt") { Description = "A broker where kits are met too: mqtt://HOST or mqtts://HOST. It must let each kit publish under its own name only." };
        var mqttUser = new Option<string?>("--mqtt-user") { Description = "The user name there." };
        var mqttPassword = new Option<string?>("--mqtt-password-file") { Description = "The file with the password." };
        var mqttAuthority = new Option<string?>("--mqtt-ca") { Description = "The authority of its certificate, as PEM, in place of the system's." };
        var partitions = new Option<string?>("--mqtt-partitions")
        {
            Description = "Which kits this receiver takes, of 64 groups, such as 0-31; if not given, all receivers of one store share them, and take over from one that is gone.",
        };
        var command = new Command("run", "Receives until SIGTERM.") { listen, store, certificate, key, allocate, sellFor, mqtt, mqttUser, mqttPassword, mqttAuthority, partitions };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new RunOptions(
                parsed.GetRequiredValue(listen), parsed.GetRequiredValue(store), parsed.GetValue(certificate), parsed.GetValue(key),
                parsed.GetRequiredValue(allocate) == "auto", parsed.GetValue(sellFor),
                BrokerOptions.Parse(parsed.GetValue(mqtt), parsed.GetValue(mqttUser), parsed.GetValue(mqttPassword), parsed.GetValue(mqttAuthority), parsed.GetValue(partitions), Receiver(parsed.GetRequiredValue(listen)))),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    /// <summary>The same after a restart, so that it goes on with what was its own; no two listen at one address.</summary>
    private static string Receiver(string[] listen) => $"{Environment.MachineName} {listen[0]}";

    private static async Task<int> RunAsync(RunOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var addresses = options.Addresses();
        var cloud = options.Cloud();
        using var identity = options.LoadIdentity();
        await using var store = await StoreOption.OpenAsync(options.Store, cancellationToken);
        await using var app = CloudHost.Build(addresses, store, identity, cloud);
        await app.StartAsync(cancellationToken);
        foreach (var url in app.Urls)
        {
            await output.WriteLineAsync($"listening on {url}");
        }

        await output.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return Environment.ExitCode;
    }
}
