namespace EdgeKit.Kernel.Storage;

/// <summary>Ends the process so that a new one opens everything again.</summary>
public interface IRestartRequest
{
    /// <summary>Ends the daemon in order, with an exit code that makes systemd start it again.</summary>
    void Request(string reason);
}
