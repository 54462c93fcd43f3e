using System.Text.Json;
using EdgeKit.Devices;

namespace EdgeKit.Power;

/// <summary>How a quantity is called outside: <c>chargePercent</c>.</summary>
internal static class QuantityName
{
    /// <summary>Its name.</summary>
    public static string Of(Quantity quantity) => JsonNamingPolicy.CamelCase.ConvertName(quantity.ToString());
}
