using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Testing.Players;

/// <summary>
/// Players from npm in Debian's Chromium, as <c>players.mjs</c> says: all start together and are watched for a time. Needs node and the
/// packages of package.json (<c>npm ci</c>, as scripts/test does).
/// </summary>
public sealed class PlayerRun : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly TemporaryDirectory _folder;
    private readonly ChildProcess _node;

    private PlayerRun(TemporaryDirectory folder, ChildProcess node) => (_folder, _node) = (folder, node);

    /// <summary>Where the browser is: Chromium without windows of its own, which would be drawn with each page.</summary>
    public static string Browser => "/usr/bin/chromium-headless-shell";

    /// <summary>The folder of the playlists that were sent.</summary>
    public string Playlists => PlaylistsIn(_folder);

    /// <summary>Starts them, and waits until each plays.</summary>
    /// <param name="viewers">Who watches.</param>
    /// <param name="watched">How long, from then on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PlayerRun> StartAsync(IReadOnlyList<Viewer> viewers, TimeSpan watched, CancellationToken cancellationToken)
    {
        var folder = new TemporaryDirectory();
        Directory.CreateDirectory(PlaylistsIn(folder));
        var setup = folder["setup.json"];
        await File.WriteAllBytesAsync(
            setup,
            JsonSerializer.SerializeToUtf8Bytes(
                new { Chromium = Browser, Seconds = watched.TotalSeconds, Report = ReportIn(folder), Playlists = PlaylistsIn(folder), Viewers = viewers }, Json),
            cancellationToken);
        var run = new PlayerRun(folder, ChildProcess.Start("node", [Path.Combine(Binaries.Root, "tests/EdgeKit.Testing/Players/players.mjs"), setup]));
        try
        {
            await Readiness.WaitUntilAsync(_ => Task.FromResult(run.IsPlaying()), () => $"the players do not play:\n{run._node.Output}", cancellationToken);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the time is over.</summary>
    /// <returns>What each saw, in the order of the viewers.</returns>
    public async Task<IReadOnlyList<ViewerReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var exitCode = await _node.WaitForExitAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"players.mjs ended with {exitCode}:\n{_node.Output}"));
        }

        await using var report = File.OpenRead(ReportIn(_folder));
        return await JsonSerializer.DeserializeAsync<List<ViewerReport>>(report, Json, cancellationToken) ?? throw new JsonException("the report is empty");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    private static string PlaylistsIn(TemporaryDirectory folder) => folder["playlists"];

    private static string ReportIn(TemporaryDirectory folder) => folder["report.json"];

    private bool IsPlaying() =>
        _node.Output.Split('\n').Contains("playing", StringComparer.Ordinal)
        || (_node.HasExited ? throw new InvalidOperationException($"players.mjs ended before all played:\n{_node.Output}") : false);
}
