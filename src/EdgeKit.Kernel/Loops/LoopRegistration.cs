using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeKit.Kernel.Loops;

/// <summary>Registers loops.</summary>
public static class LoopRegistration
{
    /// <summary>Runs <typeparamref name="TLoop"/> with the host and lets the watchdog see it.</summary>
    public static IServiceCollection AddLoop<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TLoop>(this IServiceCollection services)
        where TLoop : RecurringLoop
    {
        services.AddSingleton<TLoop>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<TLoop>());
        services.AddSingleton<IVital>(static provider => provider.GetRequiredService<TLoop>());
        return services;
    }
}
