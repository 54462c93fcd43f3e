using EdgeKit.Broker.Topics;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Configuration;
using EdgeKit.Testing;

namespace EdgeKit.Broker.Tests.Topics;

public sealed class TopicRulesTests
{
    private static readonly KitTopics Kit = new(TestSettings.Of("/none", ("kit.id", "kit-17")).Read("kit", KitOptions.Read));
    private static readonly TopicRules Rules = new(Kit);

    // One of each family, seen from the device "me".
    private static readonly string[] Topics =
    [
        "edgekit/kit-17/power", "edgekit/kit-17/uplink", "edgekit/kit-17/live", "edgekit/kit-17/queue", "edgekit/kit-17/status", "edgekit/kit-17/stock/chai",
        "edgekit/kit-17/sensors/case", "edgekit/kit-17/orders", "edgekit/kit-17/devices/me/orders", "edgekit/kit-17/devices/me/answers", "edgekit/kit-17/devices/me/temperature",
        "edgekit/kit-17/devices/me", "edgekit/kit-17/devices/other/orders", "edgekit/kit-17/devices/other/answers", "edgekit/kit-17/devices/other/temperature", "edgekit/kit-17",
        "edgekit/kit-17/power/more", "edgekit/kit-18/power", "homeassistant/status", "homeassistant/sensor/kit-17/case/config", "homeassistant/sensor/case/state",
        "N/c0619ab12345/battery/512/Soc", "R/c0619ab12345/keepalive", "W/c0619ab12345/vebus/276/Mode", "$SYS/broker/uptime", "anything",
    ];

    private static IEnumerable<Caller> Callers =>
    [
        .. Enum.GetValues<Role>().Select(static role => new Caller("me", $"{role}", role, IsThisMachine: false)),
        Caller.Guest with { Device = "me" },
    ];

    [Fact]
    public async Task Each_role_may_do_with_each_topic_what_the_table_says()
    {
        var actual = string.Join('\n', Topics.Select(static topic =>
            $"{topic,-42} {string.Join("  ", Callers.Select(caller => $"{caller.Name}:{(Rules.Of(caller).MayRead(topic) ? "r" : "-")}{(Rules.Of(caller).MayPublish(topic) ? "p" : "-")}"))}"));

        Assert.Equal(await Golden.ReadAsync("rights.txt", actual, TestContext.Current.CancellationToken), actual);
    }

    [Fact]
    public void Nobody_publishes_what_the_kit_says_nor_in_anothers_folder_nor_where_nobody_is_at_home()
    {
        string[] kits = [.. Topics.Where(static topic => !topic.StartsWith("edgekit/kit-17/devices/me/", StringComparison.Ordinal) && topic is not ("homeassistant/status" or "edgekit/kit-17/devices/me" or "N/c0619ab12345/battery/512/Soc"))];

        foreach (var caller in Callers.Append(Caller.ThisMachine))
        {
            Assert.DoesNotContain(kits, topic => Rules.Of(caller).MayPublish(topic));
            Assert.False(Rules.Of(caller).MayPublish("edgekit/kit-17/devices/me/answers"));
        }
    }

    [Fact]
    public void Who_may_not_sell_may_not_order()
    {
        foreach (var caller in Callers)
        {
            Assert.Equal(caller.MaySell, Rules.Of(caller).MayPublish(Kit.OrdersOf("me")));
        }
    }

    [Fact]
    public void A_program_on_the_kit_has_a_folder_of_its_own_and_an_owners_rights()
    {
        var rights = Rules.Of(Caller.ThisMachine);

        Assert.True(rights.MayPublish("edgekit/kit-17/devices/this-machine/orders"));
        Assert.True(rights.MayRead("edgekit/kit-17/devices/other/temperature"));
        Assert.False(rights.MayPublish("edgekit/kit-17/devices/other/temperature"));
    }

    [Theory]
    [InlineData(Role.Viewer, "#", true)]
    [InlineData(Role.Viewer, "edgekit/+/stock/#", true)]
    [InlineData(Role.Viewer, "edgekit/kit-17/orders", false)]
    [InlineData(Role.Viewer, "edgekit/kit-17/devices/+/temperature", true)]
    [InlineData(Role.Viewer, "edgekit/kit-17/devices/other/#", false)]
    [InlineData(Role.Operator, "edgekit/kit-17/devices/other/#", true)]
    [InlineData(Role.Owner, "$SYS/#", false)]
    [InlineData(Role.Owner, "W/#", false)]
    [InlineData(Role.Owner, "edgekit/kit-18/#", false)]
    [InlineData(Role.Device, "homeassistant/#", true)]
    [InlineData(Role.Device, "a/#/b", false)]
    public void A_subscription_is_granted_if_anything_of_it_may_be_read(Role role, string filter, bool expected) =>
        Assert.Equal(expected, Rules.Of(new Caller("me", "me", role, IsThisMachine: false)).MaySubscribe(filter));
}
