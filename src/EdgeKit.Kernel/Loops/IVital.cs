namespace EdgeKit.Kernel.Loops;

/// <summary>Something the daemon cannot do without. While each is alive, systemd's watchdog is fed.</summary>
public interface IVital
{
    /// <summary>What a person calls it.</summary>
    string Name { get; }

    /// <summary>Whether it still turns. Failing over and over counts as alive; hanging does not.</summary>
    bool IsAlive { get; }
}
