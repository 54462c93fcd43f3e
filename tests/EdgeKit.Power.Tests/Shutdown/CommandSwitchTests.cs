using EdgeKit.Power.Shutdown;
using EdgeKit.Testing;
using EdgeKit.Testing.Processes;

namespace EdgeKit.Power.Tests.Shutdown;

public sealed class CommandSwitchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_is_run_with_its_arguments_and_no_shell()
    {
        using var folder = new TemporaryDirectory();
        var file = folder["off; $(true)"];

        Assert.Equal($"'touch {file}' was told", await Switch("touch", file).OffAsync(Cancel));

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task What_the_program_says_is_said_when_it_fails()
    {
        var fault = await Assert.ThrowsAsync<IOException>(() => Switch("sh", "-c", "echo 'Access denied' >&2; exit 3").OffAsync(Cancel));

        Assert.Contains("ended with 3: Access denied", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_the_step()
    {
        using var folder = new TemporaryDirectory();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var run = Switch("sh", "-c", $"echo $$ > '{folder["pid"]}'; sleep 600").OffAsync(over.Token);
        await Readiness.WaitUntilAsync(_ => Task.FromResult(File.Exists(folder["pid"]) && new FileInfo(folder["pid"]).Length > 1), static () => "the program has not begun", Cancel);
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var process = await File.ReadAllTextAsync(folder["pid"], Cancel);
        await Readiness.WaitUntilAsync(_ => Task.FromResult(!Directory.Exists($"/proc/{process.Trim()}")), () => $"{process} still runs", Cancel);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_fault_that_says_what_to_do()
    {
        Assert.Contains("power.shutdown.command", await Switch("no-such-program").FaultAsync(Cancel), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => Switch("no-such-program").OffAsync(Cancel));
        Assert.Null(await Switch("true").FaultAsync(Cancel));
    }

    private static CommandSwitch Switch(params string[] command) => new(ShutdownSettings.Command(command));
}
