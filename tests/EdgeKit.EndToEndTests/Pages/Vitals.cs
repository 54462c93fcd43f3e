using System.Globalization;
using Microsoft.Playwright;

namespace EdgeKit.EndToEndTests.Pages;

/// <summary>What a browser measured of a page, as people feel it.</summary>
/// <param name="Shift">How far things moved by themselves (CLS).</param>
/// <param name="Paint">When the largest thing was painted, in milliseconds (LCP).</param>
/// <param name="Interaction">The longest that a tap or a key took until the next picture, in milliseconds; 0 where each took less than 16, null where there was none.</param>
public sealed record Vitals(double Shift, double Paint, double? Interaction)
{
    private const string Watch = """
        (() => {
          const vitals = globalThis.edgekitVitals = { shift: 0, paint: 0, interaction: 0, watching: [] };
          const watch = (type, use, more) => {
            const observer = new PerformanceObserver(list => list.getEntries().forEach(use));
            observer.observe({ type, buffered: true, ...more });
            vitals.watching.push([observer, use]);
          };
          watch("layout-shift", entry => { if (!entry.hadRecentInput) vitals.shift += entry.value; });
          watch("largest-contentful-paint", entry => { vitals.paint = entry.startTime; });
          watch("event", entry => { if (entry.interactionId) vitals.interaction = Math.max(vitals.interaction, entry.duration); }, { durationThreshold: 16 });
        })()
        """;

    private const string Tell = """
        () => new Promise(told => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
          const vitals = globalThis.edgekitVitals;
          for (const [observer, use] of vitals.watching) observer.takeRecords().forEach(use);
          told([vitals.shift, vitals.paint, performance.interactionCount > 0 ? vitals.interaction : -1]);
        }))))
        """;

    private string Slowest => Interaction switch
    {
        null => "",
        0 => ", slowest interaction under 16 ms",
        { } slowest => string.Create(CultureInfo.InvariantCulture, $", slowest interaction {slowest:0} ms"),
    };

    /// <summary>Measures from now on, each page that the window opens anew.</summary>
    public static Task WatchAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.AddInitScriptAsync(Watch);
    }

    /// <summary>What was measured since the page that is open was opened.</summary>
    public static async Task<Vitals> OfAsync(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return await page.EvaluateAsync<double[]>(Tell) is [var shift, var paint, var interaction]
            ? new Vitals(shift, paint, interaction < 0 ? null : interaction)
            : throw new InvalidOperationException("The page tells no vitals: was it watched?");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"shift {Shift:0.000}, largest paint {Paint:0} ms{Slowest}");
}
