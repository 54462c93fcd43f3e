using System.ComponentModel;
using System.Diagnostics;

namespace EdgeKit.Testing.Links;

/// <summary>Runs <c>ip</c> of iproute2.</summary>
internal static class IpCommand
{
    /// <summary>Runs it and gives what it printed.</summary>
    /// <exception cref="IOException">It failed; the message says what it said.</exception>
    public static async Task<string> RunAsync(string arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await output : throw new IOException($"ip {arguments}: {error.Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new IOException("cannot run ip: install the Debian package iproute2", exception);
        }
    }
}
