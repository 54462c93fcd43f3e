namespace EdgeKit.Kernel.Clocks;

/// <summary>Which boot of the board this is (random(4), <c>boot_id</c>).</summary>
public static class KernelBoot
{
    /// <summary>The id of this boot.</summary>
    public static Guid Id { get; } = Guid.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id"));
}
