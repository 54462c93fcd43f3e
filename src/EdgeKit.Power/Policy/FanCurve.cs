using EdgeKit.Power.Battery;

namespace EdgeKit.Power.Policy;

/// <summary>How fast the fan turns at a temperature.</summary>
/// <param name="Curve">Duty, 0 to 1, over °C, rising.</param>
/// <param name="Hysteresis">In °C: the fan slows down only once it is so much cooler than where it sped up.</param>
/// <param name="LeastDuty">Below this the fan does not start: it stands.</param>
/// <param name="BlindDuty">At least so much while the temperature is unknown.</param>
internal sealed record FanCurve(Table Curve, double Hysteresis = 4, double LeastDuty = 0.2, double BlindDuty = 0.6)
{
    /// <summary>The duty that follows.</summary>
    /// <param name="duty">Now, 0 to 1.</param>
    /// <param name="celsius">Of what the fan cools; null when unknown.</param>
    public double Decide(double duty, double? celsius)
    {
        if (celsius is not { } known || !double.IsFinite(known))
        {
            return Math.Max(duty, BlindDuty);
        }

        var least = Curve.At(known);
        var most = Curve.At(known + Hysteresis);
        var next = Math.Clamp(duty, least, most);
        // One that turns already may go on below what it needs to start, until the curve with its hysteresis says nothing.
        return next >= LeastDuty ? next : duty >= LeastDuty && most >= LeastDuty ? LeastDuty : 0;
    }
}
