using EdgeKit.Contracts.Live;
using EdgeKit.Contracts.Orders;
using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Demo.Tablets;

namespace EdgeKit.Demo.Evenings;

/// <summary>Everything the screen shows, at one moment.</summary>
/// <param name="Phase">What is going on.</param>
/// <param name="Left">Until the next phase; null when that is open.</param>
/// <param name="Elapsed">Since the demo began.</param>
/// <param name="Uplink">What the kit says of its uplink.</param>
/// <param name="StateFor">How long that has been so.</param>
/// <param name="Tally">What the tablets have seen.</param>
/// <param name="Confirmed">How many of their orders the cloud has.</param>
/// <param name="History">Records queued, one figure a second, oldest first.</param>
/// <param name="Latest">The newest orders, newest first.</param>
/// <param name="Low">What runs low, lowest first.</param>
/// <param name="Stream">The live stream.</param>
/// <param name="Power">The kit's power, simulated.</param>
/// <param name="Kit">The kit's page.</param>
/// <param name="Cloud">The cloud.</param>
internal sealed record StallView(
    Phase Phase,
    TimeSpan? Left,
    TimeSpan Elapsed,
    UplinkView Uplink,
    TimeSpan StateFor,
    TallyView Tally,
    int Confirmed,
    IReadOnlyList<long> History,
    IReadOnlyList<OrderView> Latest,
    IReadOnlyList<LowStock> Low,
    LiveStreamView Stream,
    PowerView Power,
    Uri Kit,
    Uri Cloud);
