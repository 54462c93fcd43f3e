using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Pages.Shared;
using EdgeKit.Testing;

namespace EdgeKit.Pages.Till;

public sealed class BannerTextTests
{
    private static readonly ClockText Clock = new(TestSettings.Of("/nowhere", ("kit.id", "kit-17"), ("kit.timeZone", "Europe/Berlin")).Read("kit", KitOptions.Read));

    [Theory]
    [InlineData(UplinkState.Online, 0, "online", "Online", "Nothing waits.")]
    [InlineData(UplinkState.Online, 1, "online", "Online", "1 order or change on the way")]
    [InlineData(UplinkState.Offline, 0, "offline", "Offline since 19:42", "Selling works. Cards: use the terminal's own offline mode. Nothing waits yet, none is lost.")]
    [InlineData(UplinkState.Offline, 1, "offline", "Offline since 19:42", "1 order or change waits, none is lost.")]
    [InlineData(UplinkState.Offline, 7, "offline", "Offline since 19:42", "7 orders and changes wait, none is lost.")]
    [InlineData(UplinkState.Refused, 7, "refused", "The cloud refuses this kit", "Selling works")]
    [InlineData(UplinkState.Unknown, 0, "none", "Looking for the cloud", "Selling works.")]
    [InlineData(UplinkState.None, 7, "none", "On this box alone", "There is no cloud")]
    public void It_says_what_works_and_what_does_not(UplinkState state, long queued, string mark, string title, string text)
    {
        var banner = BannerText.Of(View(state, queued), fault: null, stopping: null, Clock);

        Assert.Equal((mark, title), (banner.Mark, banner.Title));
        Assert.Contains(text, banner.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the disk is full", null)]
    [InlineData(null, "the pack is empty")]
    public void While_nothing_can_be_sold_it_says_nothing_else(string? fault, string? stopping)
    {
        var banner = BannerText.Of(View(UplinkState.Online, 0), fault, stopping, Clock);

        Assert.Equal(("stopped", "Nothing can be sold now"), (banner.Mark, banner.Title));
        Assert.Contains(fault ?? stopping!, banner.Text, StringComparison.Ordinal);
    }

    private static UplinkView View(UplinkState state, long queued) => new(state, new DateTimeOffset(2026, 5, 1, 17, 42, 0, TimeSpan.Zero), queued, 0, queued, Guid.Empty, 0);
}
