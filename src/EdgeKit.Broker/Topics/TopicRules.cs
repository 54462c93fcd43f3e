using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Broker.Topics;

/// <summary>
/// Who may read and who may publish where: a table, of which the first row that has the topic decides. What is in none is nobody's. Nobody
/// publishes what the kit says, and nobody in another's folder, whoever he is.
/// </summary>
internal sealed class TopicRules
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();
    private static readonly Role[] Nobody = [];
    private static readonly Role[] Sellers = [.. Everyone.Where(Caller.Sells)];
    private static readonly Role[] Programs = [Role.Device, Role.Operator, Role.Owner];
    private static readonly Role[] Publishers = [Role.Device, .. Sellers];
    private static readonly Role[] Runners = [Role.Operator, Role.Owner];

    private readonly KitTopics _topics;
    private readonly TopicRule[] _shared;

    public TopicRules(KitTopics topics)
    {
        _topics = topics;
        _shared =
        [
            new($"{topics.Devices}/#", Runners, Nobody),
            new(topics.Orders, [Role.Device, .. Sellers], Nobody),
            new(topics.Power, Everyone, Nobody),
            new(topics.Uplink, Everyone, Nobody),
            new(topics.Live, Everyone, Nobody),
            new(topics.Queue, Everyone, Nobody),
            new(topics.Status, Everyone, Nobody),
            new(topics.Stock("+"), Everyone, Nobody),
            new(topics.Sensor("+"), Everyone, Nobody),
            new(KitTopics.HomeAssistantStatus, Everyone, Programs),
            new("homeassistant/+/+/+/config", Everyone, Nobody),
            new("N/#", Programs, Programs),
            new("R/#", Programs, Nobody),
        ];
    }

    /// <summary>What <paramref name="caller"/> may do. A program on the kit itself may do what an owner may.</summary>
    public TopicRights Of(Caller caller)
    {
        var folder = KitTopics.FolderOf(caller);
        return new TopicRights(
            [
                new(_topics.OrdersOf(folder), Everyone, Sellers),
                new(_topics.AnswersTo(folder), Everyone, Nobody),
                new($"{_topics.Device(folder)}/#", Everyone, Publishers),
                .. _shared,
            ],
            caller.IsThisMachine ? Role.Owner : caller.Role);
    }
}
