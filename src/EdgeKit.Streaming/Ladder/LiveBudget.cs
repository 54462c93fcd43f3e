using EdgeKit.Contracts.Power;
using EdgeKit.Contracts.Uplink;
using EdgeKit.Kernel.Power;
using EdgeKit.Kernel.Uplink;
using EdgeKit.Streaming.Hls;

namespace EdgeKit.Streaming.Ladder;

/// <summary>What the watched renditions may take together: a share of what the uplink carries, and of that what power and the SIM's data leave.</summary>
internal sealed class LiveBudget(UplinkMeter uplink, IPowerStage power, IDataBudget data)
{
    /// <summary>In bits a second; null for no limit: nobody knows the uplink, and there is power enough.</summary>
    public double? BitsPerSecond => LadderRules.Budget((long?)(uplink.BytesPerSecond * 8), Factor);

    // The modem and the radio draw by what they carry. When power must last, half of it; when it ends soon, the lowest rung only.
    private double PowerFactor => power.Stage.Current switch
    {
        PowerStage.Normal => 1,
        PowerStage.Conserve => 0.5,
        PowerStage.Critical or PowerStage.Shutdown => 0,
        var stage => throw new ArgumentOutOfRangeException($"{stage}"),
    };

    private double Factor => Math.Min(PowerFactor, DataFactor);

    private double DataFactor => data.Stage.Current switch
    {
        DataStage.Ample => 1,
        DataStage.Thrifty => 0.5,
        DataStage.Saving or DataStage.OrdersOnly => 0,
        var stage => throw new ArgumentOutOfRangeException($"{stage}"),
    };

    /// <summary>For these variants: where nobody knows the uplink, a low stage leaves a share of what they sum to.</summary>
    public double? Of(IReadOnlyList<Variant> variants) =>
        BitsPerSecond ?? (Factor < 1 ? variants.Sum(static variant => (double)variant.Bandwidth) * Factor : null);
}
