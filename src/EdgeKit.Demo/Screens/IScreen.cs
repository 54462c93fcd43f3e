using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Tablets;

namespace EdgeKit.Demo.Screens;

/// <summary>Where a person follows the demo: a terminal, or lines in a file.</summary>
internal interface IScreen
{
    /// <summary>Whether a person sits there.</summary>
    bool IsInteractive { get; }

    /// <summary>A remark.</summary>
    void Say(string line);

    /// <summary>Shows what <paramref name="view"/> has until told to stop.</summary>
    Task ShowAsync(Func<StallView?> view, CancellationToken cancellationToken);

    /// <summary>Shows how kit and cloud compare.</summary>
    void Show(Comparison comparison, TallyView tally);

    /// <summary>The key that was pressed, if any.</summary>
    char? ReadKey();
}
