using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Demo.Children;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Screens;
using EdgeKit.Demo.Sites;
using Spectre.Console;

namespace EdgeKit.Demo;

/// <summary>A whole pop-up on this machine: <c>edgekit demo</c>.</summary>
public static class DemoModule
{
    /// <summary>Plays it.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it, and everything that it started.</param>
    /// <returns>The exit code: 0 when kit and cloud agree order by order, or it was ended before; 1 when they do not, or something did not work.</returns>
    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var console = AnsiConsole.Console;
        IScreen screen = options.Plain || Console.IsOutputRedirected ? new PlainScreen(console, time) : new LiveScreen(console, time);
        try
        {
            var binaries = Binaries.Find(options);
            using var workplace = Workplace.Open(options.DataDirectory);
            screen.Say($"Starting a kit and a cloud in {workplace.Path} ...");
            await using var popUp = await PopUp.StartAsync(binaries, workplace, options.Length, time, cancellationToken);
            screen.Say($"The console: {popUp.KitAddress}console   the till: {popUp.KitAddress}till   this evening: {popUp.KitAddress}   the cloud: {popUp.CloudAddress}");
            var site = await new SampleSite(popUp.Kit).PublishAsync(cancellationToken);
            screen.Say($"A creator's page, for phones: {site}   its editor: {popUp.KitAddress}sites");
            screen.Say(popUp.IsEncoded
                ? "The live stream is a test picture that ffmpeg encodes now; twelve phones watch it through the kit."
                : "The live stream is a short sample over and over, since ffmpeg is not installed; twelve phones watch it through the kit.");
            var catalog = (await popUp.Kit.GetFromJsonAsync("api/v1/catalog", ContractsJson.Default.CatalogSnapshot, cancellationToken))!;
            using var evening = new Evening(options, popUp, catalog, screen, time);
            return await evening.RunAsync(cancellationToken);
        }
        catch (DemoFaultException fault)
        {
            screen.Say(fault.Message);
            return 1;
        }
        catch (HttpRequestException fault)
        {
            screen.Say($"The kit or the cloud does not answer any more: {fault.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say("Ended.");
            return 0;
        }
    }
}
