namespace EdgeKit.Ledger.Holds;

/// <summary>
/// How long the kit has run in all, as far as holds are concerned. It follows the monotonic clock, over a restart of the daemon too,
/// and goes on after a reboot from where it was last saved: so it may be behind what has truly passed, and is never ahead of it.
/// </summary>
/// <param name="Boot">The ledger's number of the boot.</param>
/// <param name="Offset">What to add to that boot's uptime.</param>
/// <param name="Now">The running time.</param>
internal readonly record struct RunningTime(long Boot, TimeSpan Offset, TimeSpan Now)
{
    /// <summary>The same on this boot, of which <paramref name="uptime"/> has passed.</summary>
    public RunningTime On(long boot, TimeSpan uptime) => boot == Boot ? At(uptime) : new RunningTime(boot, Now - uptime, Now);

    /// <summary>The same at another uptime of its boot.</summary>
    public RunningTime At(TimeSpan uptime) => this with { Now = uptime + Offset };
}
