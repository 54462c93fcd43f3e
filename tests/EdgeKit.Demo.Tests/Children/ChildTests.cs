using EdgeKit.Testing;

namespace EdgeKit.Demo.Children;

public sealed class ChildTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => _directory["child.log"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_tells_how_it_ended_and_what_it_said_last()
    {
        await using var child = Start("echo one; echo two >&2; exit 3");

        Assert.Equal(3, await child.EndAsync(Cancel));
        Assert.Equal("one\ntwo", child.LastWords());
    }

    [Fact]
    public async Task When_the_demo_lets_go_of_the_pipe_it_is_asked_to_stop()
    {
        var child = Start("trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.02; done");
        await SaidAsync("up");

        await child.DisposeAsync();

        Assert.Equal("up\nasked", (await File.ReadAllTextAsync(Log, Cancel)).TrimEnd());
    }

    [Fact]
    public async Task When_the_demo_is_killed_it_ends_too()
    {
        // The shell between plays the demo: it holds the other end of the child's pipe, and is killed.
        await File.WriteAllTextAsync(_directory["child.sh"], Child.Script, Cancel);
        var demoScript =
            $"""
            cd {_directory.Path}
            mkfifo pipe
            exec 9<>pipe
            /bin/sh child.sh child.log /bin/sh -c 'echo $$ >pid; echo up; exec sleep 1000' <pipe 9>&- &
            while [ ! -s pid ]; do sleep 0.01; done
            kill -9 $$
            """;
        await using var demo = Child.Start("The demo", _directory["demo.log"], TimeProvider.System, "/bin/sh", "-c", demoScript);
        await demo.EndAsync(Cancel);
        await SaidAsync("up");

        var id = int.Parse(await File.ReadAllTextAsync(_directory["pid"], Cancel), System.Globalization.CultureInfo.InvariantCulture);
        while (File.Exists($"/proc/{id}/stat") && !(await File.ReadAllTextAsync($"/proc/{id}/stat", Cancel)).Contains(" Z ", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    private Child Start(string script) => Child.Start("A child", Log, TimeProvider.System, "/bin/sh", "-c", script);

    private async Task SaidAsync(string word)
    {
        while (!File.Exists(Log) || !(await File.ReadAllTextAsync(Log, Cancel)).Contains(word, StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }
}
