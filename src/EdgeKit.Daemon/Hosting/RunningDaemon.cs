namespace EdgeKit.Daemon.Hosting;

/// <summary>How commands find the daemon that runs on the same data directory.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Addresses">Where it listens.</param>
internal sealed record RunningDaemon(int Pid, IReadOnlyList<string> Addresses);
