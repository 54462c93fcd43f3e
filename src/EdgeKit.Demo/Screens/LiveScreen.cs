using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Tablets;
using Spectre.Console;

namespace EdgeKit.Demo.Screens;

/// <summary>The live display of a terminal.</summary>
internal sealed class LiveScreen(IAnsiConsole console, TimeProvider time) : IScreen
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    public bool IsInteractive => true;

    /// <inheritdoc />
    public void Say(string line) => console.WriteLine(line);

    /// <inheritdoc />
    public async Task ShowAsync(Func<StallView?> view, CancellationToken cancellationToken) =>
        await console.Live(new Text("")).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (view() is { } now)
                {
                    live.UpdateTarget(StallDrawing.Draw(now, console.Profile.Width, console.Profile.Height));
                }

                await Task.Delay(Every, time, cancellationToken);
            }
        });

    /// <inheritdoc />
    public void Show(Comparison comparison, TallyView tally) => ComparisonLines.Write(console, comparison, tally);

    /// <inheritdoc />
    public char? ReadKey() => !Console.IsInputRedirected && Console.KeyAvailable ? Console.ReadKey(intercept: true).KeyChar : null;
}
