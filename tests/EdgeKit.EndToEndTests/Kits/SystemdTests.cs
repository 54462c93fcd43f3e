using System.Net.Sockets;
using System.Text;
using EdgeKit.Testing.Processes;

namespace EdgeKit.EndToEndTests.Kits;

/// <summary>What systemd hears (sd_notify(3)), on a socket that the test made.</summary>
public sealed class SystemdTests : ProcessTest, IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("edgekit-notify-").FullName, "socket");
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public SystemdTests() => _socket.Bind(new UnixDomainSocketEndPoint(_path));

    public void Dispose()
    {
        _socket.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    [Fact]
    public async Task It_says_when_it_is_ready_that_it_lives_and_when_it_ends()
    {
        var kit = await StartKitAsync(new KitSetup
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = _path, ["WATCHDOG_USEC"] = "400000" },
        });

        await HearAsync("READY=1");
        await HearAsync("WATCHDOG=1");
        await HearAsync("WATCHDOG=1");
        var stopping = kit.StopAsync(Cancel);
        await HearAsync("STOPPING=1");
        Assert.Equal(0, (await stopping).ExitCode);
    }

    private async Task HearAsync(string expected)
    {
        var buffer = new byte[4096];
        string heard;
        do
        {
            heard = Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, Cancel));
        }
        while (!heard.Split('\n').Contains(expected, StringComparer.Ordinal));
    }
}
