using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>
/// An update of the card: the technician puts an image on the boot partition, the power is cut while it is written to the other slot, it is
/// written again, tried for one start, and kept. The emulator reads <c>config.txt</c> as the firmware does; that one itself is no part of this.
/// </summary>
internal static class BoardUpdate
{
    private const string Folder = "/boot/firmware";

    // Of how long a boot may take: an image is written twice.
    private const double Longer = 4;

    /// <summary>Runs it; the kit runs from slot b after it.</summary>
    /// <param name="stall">A stall that has begun to sell, from slot a.</param>
    /// <param name="image">The image, packed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyCollection<(string What, bool Holds, string Seen)>> RunAsync(BoardStall stall, string image, CancellationToken cancellationToken)
    {
        var checks = new List<(string What, bool Holds, string Seen)>();
        try
        {
            await StepsAsync(stall, image, checks, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            // What held before it says where it went wrong.
            checks.Add(("the board goes on", false, exception.Message));
        }

        return checks;
    }

    private static async Task StepsAsync(BoardStall stall, string image, List<(string What, bool Holds, string Seen)> checks, CancellationToken cancellationToken)
    {
        var patience = stall.Machine.Patience * Longer;
        await stall.Card.PutAsync(image, cancellationToken, "edgekit-update.img.zst");
        await using (var board = await StartAsync(stall, cancellationToken))
        {
            const string Status = $"{Folder}/edgekit-update-status.txt";
            var (code, output) = await board.Console.RunAsync(
                $"systemctl start --no-block edgekit-update; for i in $(seq 900); do grep -qs '^Writing' {Status} && break; sleep 1; done; grep '^Writing' {Status} || {{ systemctl status --no-pager edgekit-update edgekit-board; systemctl list-jobs --no-pager; cat {Status}; false; }}",
                patience,
                cancellationToken);
            checks.Add(("slot b is being written", code == 0, output.ReplaceLineEndings(" / ")));
            if (code != 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            await board.CutAsync(cancellationToken);
        }

        await using (var board = await StartAsync(stall, cancellationToken))
        {
            await CheckAsync("after a power cut while slot b is written, slot a starts", "root=PARTUUID=[^ ]*-02", "/proc/cmdline", board);
            await board.Console.RunAsync("systemctl start edgekit-update", patience, cancellationToken);
            await CheckAsync("the image is written to slot b", "^Slot b is written", $"{Folder}/edgekit-update-status.txt", board);
            var sold = await stall.SellAsync(cancellationToken);
            checks.Add(("the kit sold meanwhile", sold.Outcome == CallOutcome.Acked, sold.Receipt?.Receipt ?? sold.Error ?? $"{sold.Status}"));
            await board.CutAsync(cancellationToken);
        }

        await using (var board = await stall.PowerOnAsync(BoardStall.Open, losesWrites: false, cancellationToken))
        {
            await board.RestartsAsync(cancellationToken);
        }

        await using (var board = await StartAsync(stall, cancellationToken))
        {
            await CheckAsync("the next start tries slot b", "root=PARTUUID=[^ ]*-03.*edgekit.trial=a", "/proc/cmdline", board);
            await CheckAsync("…once: the firmware would start slot a again", "^os_prefix=a/", $"{Folder}/config.txt", board);
            await board.Console.RunAsync("systemctl start edgekit-keep", patience, cancellationToken);
            await CheckAsync("the daemon is well there, and slot b is kept", "^EdgeKit .* runs from slot b, and starts from there", $"{Folder}/edgekit-update-status.txt", board);
            await board.CutAsync(cancellationToken);
        }

        await using (var board = await StartAsync(stall, cancellationToken))
        {
            await CheckAsync("slot b starts from then on", "root=PARTUUID=[^ ]*-03", "/proc/cmdline", board);
            var report = await stall.CompareAsync(cancellationToken);
            checks.Add(("every order is there", report.Agrees, $"{report}"));
            await board.CutAsync(cancellationToken);
        }

        async Task CheckAsync(string what, string pattern, string file, EmulatedBoard board)
        {
            var (code, output) = await board.Console.RunAsync($"grep -o '{pattern}' {file} || {{ cat {file}; false; }}", patience, cancellationToken);
            checks.Add((what, code == 0, output));
        }
    }

    private static async Task<EmulatedBoard> StartAsync(BoardStall stall, CancellationToken cancellationToken)
    {
        var board = await stall.PowerOnAsync(BoardStall.Open, stall.Machine.CanFlush, cancellationToken);
        try
        {
            await stall.ReadyAsync(board, cancellationToken);
            await stall.AnswersAsync(board, cancellationToken);
            return board;
        }
        catch
        {
            await board.DisposeAsync();
            throw;
        }
    }
}
