using System.Net.Http.Json;
using EdgeKit.Contracts;
using EdgeKit.Contracts.Power;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Power;

/// <summary>What a kit says of its power.</summary>
internal static class PowerWatch
{
    /// <summary>Now.</summary>
    public static async Task<PowerView> ReadAsync(KitProcess kit, CancellationToken cancellationToken) =>
        (await kit.Http.GetFromJsonAsync(new Uri("/api/v1/power", UriKind.Relative), ContractsJson.Default.PowerView, cancellationToken))!;

    /// <summary>As soon as <paramref name="isTrue"/>.</summary>
    public static async Task<PowerView> WaitAsync(KitProcess kit, Func<PowerView, bool> isTrue, CancellationToken cancellationToken)
    {
        PowerView? power = null;
        await Readiness.WaitUntilAsync(
            async token =>
            {
                power = await ReadAsync(kit, token);
                return isTrue(power);
            },
            () => $"the power stays {power}",
            cancellationToken);
        return power!;
    }
}
