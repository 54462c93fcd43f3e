using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using EdgeKit.Devices;
using EdgeKit.Devices.Linux;

namespace EdgeKit.Power.Shutdown;

/// <summary>Switches off by a program: <c>systemctl poweroff</c>, or what comes with the UPS.</summary>
internal sealed class CommandSwitch(ShutdownOptions options) : IPowerSwitch
{
    private const string Logind = "systemctl";
    private const int MostShown = 300;

    /// <inheritdoc />
    public bool IsSimulated => false;

    /// <inheritdoc />
    public async Task<string> OffAsync(CancellationToken cancellationToken)
    {
        var alarm = SetAlarm();
        var (code, said) = await RunAsync(options.Command, cancellationToken);
        return code == 0 ? $"'{Line}' was told{alarm}" : throw new IOException($"'{Line}' ended with {code}: {said}");
    }

    /// <inheritdoc />
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        if (Find(options.Command[0]) is null)
        {
            return $"The program '{options.Command[0]}' is not there: set power.shutdown.command to one that switches this board off.";
        }

        if (options.Command[0] != Logind)
        {
            return null;
        }

        try
        {
            // logind answers yes, no, challenge or na (org.freedesktop.login1, CanPowerOff).
            var (code, said) = await RunAsync(["busctl", "call", "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "CanPowerOff"], cancellationToken);
            return code == 0 && said.Contains("\"yes\"", StringComparison.Ordinal) ? null
                : $"logind would not switch off: {said}. The daemon's user needs the right org.freedesktop.login1.power-off (polkit), or another power.shutdown.command.";
        }
        catch (IOException exception)
        {
            return $"logind cannot be asked: {exception.Message}.";
        }
    }

    // A board that would not wake by itself goes off all the same.
    private string SetAlarm()
    {
        if (options.WakeAfter is not { } after)
        {
            return "";
        }

        try
        {
            RtcAlarm.Set(after);
            return string.Create(CultureInfo.InvariantCulture, $", and the board's clock to wake it in {after.TotalMinutes:0} min");
        }
        catch (DeviceException exception)
        {
            return $"; the board's clock takes no alarm: {exception.Message}";
        }
    }

    private string Line => string.Join(' ', options.Command);

    private static string? Find(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static async Task<(int Code, string Said)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            try
            {
                var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
                await process.WaitForExitAsync(cancellationToken);
                var text = string.Concat(said).Trim();
                return (process.ExitCode, text.Length <= MostShown ? text : text[..MostShown]);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"'{command[0]}' cannot be started: {exception.Message}", exception);
        }
    }
}
