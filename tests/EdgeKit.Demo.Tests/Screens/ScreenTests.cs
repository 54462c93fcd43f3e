using EdgeKit.Contracts;
using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Log;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Demo.Comparing;
using EdgeKit.Demo.Evenings;
using EdgeKit.Demo.Tablets;
using Spectre.Console;

namespace EdgeKit.Demo.Screens;

public sealed class ScreenTests : IDisposable
{
    private static readonly TallyView Tally = new(12, 3, 4, 2, 1, 0, 0, null);

    private readonly StringWriter _output = new();
    private readonly IAnsiConsole _console;

    public ScreenTests()
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(_output) });
        _console.Profile.Width = 100;
    }

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void The_drawing_says_what_counts_and_stays_within_the_terminal(int width)
    {
        _console.Profile.Width = width;

        _console.Write(StallDrawing.Draw(View(), width, 24));

        var text = _output.ToString();
        Assert.All(
            ["The uplink is gone", "offline", "12 accepted", "5 queued", "7 confirmed", "9 records", "12 watching", "= 11.7", "57 %, lasts 1 h 30 min, saving (simulated)", "17-0042", "1 left", "sold out", "http://127.0.0.1:8080/"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.InRange(text.TrimEnd().Split('\n').Length, 15, 24);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, Math.Max(width, 120)));
    }

    [Fact]
    public void What_people_typed_is_not_taken_for_colours()
    {
        _console.Write(StallDrawing.Draw(View(), 200, 50));

        Assert.Contains("[red]", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plain_line_has_every_figure() =>
        Assert.Equal(
            "1:05  uplink offline for 0:14  orders: 12 accepted, 5 queued, 7 confirmed  records queued: 9  stream: 12 watching, 34.0 MB out ÷ 2.9 MB in = 11.7",
            Words.Line(View()));

    [Theory]
    [InlineData(new long[0], "")]
    [InlineData(new long[] { 0, 0 }, "▁▁")]
    [InlineData(new long[] { 0, 1, 4, 8 }, "▁▂▅█")]
    [InlineData(new long[] { 9, 9, 9, 9, 0, 2 }, "▁█")]
    public void The_history_is_drawn_to_its_highest(long[] history, string bars) =>
        Assert.Equal(bars, Words.Sparkline(history, history.Length == 6 ? 2 : 4));

    [Theory]
    [InlineData(0, "", "░░░░")]
    [InlineData(0.99, "███", "░")]
    [InlineData(1, "████", "")]
    public void A_bar_is_full_only_at_the_end(double share, string full, string empty) =>
        Assert.Equal((full, empty), Words.Bar(share, 4));

    [Fact]
    public void An_agreement_is_said_in_one_line()
    {
        ComparisonLines.Write(_console, Comparison(), Tally);

        Assert.EndsWith("kit and cloud agree on all 12 orders\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_difference_is_named()
    {
        ComparisonLines.Write(_console, Comparison(new Difference("17-0042", "status", "paid", "open")), Tally);

        Assert.Contains("17-0042: status; kit: paid; cloud: open", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("kit and cloud differ in 1 points\n", _output.ToString(), StringComparison.Ordinal);
    }

    private static Comparison Comparison(params Difference[] differences) => new(
        12, 12, 12, new Dictionary<OrderStatus, (StatusSum Kit, StatusSum Cloud)> { [OrderStatus.Paid] = (new(12, 1200), new(12, 1200)) }, differences);

    private static StallView View() => new(
        Phase.Evening[1],
        TimeSpan.FromSeconds(11),
        TimeSpan.FromSeconds(65),
        new UplinkView(UplinkState.Offline, DateTimeOffset.UnixEpoch, 9, 10, 19, Guid.Empty, 1),
        TimeSpan.FromSeconds(14),
        Tally,
        7,
        [0, 2, 9],
        [
            new OrderView(
                Guid.Empty, "17-0042", 42, OrderStatus.Paid, [], [], [], new Money(1250, "EUR"), new Payment(PaymentMethod.Cash),
                DateTimeOffset.UnixEpoch, ClockState.Floor, new Promise(PromiseState.Queued, "Queued [red], confirmed by about 20:40")),
        ],
        [new LowStock("Teapot", 1), new LowStock("Ring", 0)],
        new LiveStreamView("main", 12, 90, 10, 10, 0, 20, 2_900_000, 34_000_000, 0, [], []),
        new PowerView(PowerStage.Conserve, "", PowerSource.Battery, ReadingQuality.Simulated, [], [], [], 0.57, 5400),
        new Uri("http://127.0.0.1:8080/"),
        new Uri("http://127.0.0.1:9090/"));
}
