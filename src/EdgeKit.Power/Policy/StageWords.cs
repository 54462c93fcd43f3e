using System.Globalization;

namespace EdgeKit.Power.Policy;

/// <summary>The limits as a person reads them.</summary>
internal static class StageWords
{
    public static string Of(StageLimits limits) => $"conserve {Of(limits.Conserve)}; critical {Of(limits.Critical)}; shutdown {Of(limits.Shutdown)}";

    private static string Of(StageLimit limit)
    {
        List<string?> any =
        [
            limit.StateOfChargeBelow is { } charge ? Say($"below {charge * 100:0} %") : null,
            limit.TimeToEmptyBelow is { } left ? Say($"under {left.TotalMinutes:0} min left") : null,
            limit.VoltsBelow is { } volts ? Say($"below {volts:0.0} V") : null,
            limit.CelsiusAbove is { } celsius ? Say($"above {celsius:0} °C") : null,
        ];
        return string.Join(" or ", any.OfType<string>().DefaultIfEmpty("never"));
    }

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
