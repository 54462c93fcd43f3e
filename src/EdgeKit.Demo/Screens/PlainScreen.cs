using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Tablets;
using Spectre.Console;

namespace EdgeKit.Demo.Screens;

/// <summary>A line every two seconds, for files and pipes.</summary>
internal sealed class PlainScreen(IAnsiConsole console, TimeProvider time) : IScreen
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public bool IsInteractive => false;

    /// <inheritdoc />
    public void Say(string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <inheritdoc />
    public async Task ShowAsync(Func<StallView?> view, CancellationToken cancellationToken)
    {
        Phase? phase = null;
        while (true)
        {
            if (view() is { } now)
            {
                if (phase != now.Phase)
                {
                    phase = now.Phase;
                    Say($"-- {phase.Title}. {phase.Text}");
                }

                Say(Words.Line(now));
            }

            await Task.Delay(Every, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Show(Comparison comparison, TallyView tally) => ComparisonLines.Write(console, comparison, tally);

    /// <inheritdoc />
    public char? ReadKey() => null;
}
