using System.Text;
using EdgeKit.Contracts.Provisioning;

namespace EdgeKit.Daemon.Provisioning;

/// <summary>What a laptop's editor shows of the card: <c>edgekit-status.txt</c>. A passphrase or a code is in it only where the kit made it.</summary>
internal static class StatusNote
{
    public static string Write(ProvisionReport report, string? madePassphrase, string? madeSetupCode)
    {
        var text = new StringBuilder($"EdgeKit: what became of {Path.GetFileName(report.File)}\n\nThis kit is {report.Kit} ({report.Name}).\n");
        if (report.Ssid is { } ssid)
        {
            text.Append($"Its Wi-Fi is \"{ssid}\"{(madePassphrase is null ? "" : $", the passphrase is {madePassphrase}")}.\n");
        }

        if (report.Address is { } address)
        {
            text.Append($"In that Wi-Fi its page is {address}\n");
        }

        if (madeSetupCode is not null)
        {
            text.Append($"Its setup code is {madeSetupCode}. Whoever types it first, at {report.Address ?? $"http://{report.Kit}.local/"}pair, owns the stall and lets the others in.\n");
        }

        if (!report.Found)
        {
            text.Append($"\nThere is no {Path.GetFileName(report.File)} beside this file. The kit sells all the same. The sample is in the README.\n");
        }

        text.Append(report.Faults.Count == 0 ? "\nNothing is wrong.\n" : "\nWRONG, and what to do about it:\n");
        foreach (var fault in report.Faults)
        {
            text.Append($"  - {fault}\n");
        }

        text.Append("\nWhat holds:\n");
        foreach (var line in report.Applied)
        {
            text.Append($"  - {line}\n");
        }

        return text.Replace("\n", "\r\n").ToString();
    }
}
