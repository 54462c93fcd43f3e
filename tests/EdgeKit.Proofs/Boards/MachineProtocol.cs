using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeKit.Proofs.Boards;

/// <summary>QEMU's two sockets for whoever turns the outside world of a running board: its machine protocol, and the test protocol that sets lines.</summary>
internal sealed class MachineProtocol(string folder)
{
    public static IReadOnlyList<string> Arguments(string folder) =>
        ["-qmp", $"unix:{folder}/qmp,server=on,wait=off", "-qtest", $"unix:{folder}/qtest,server=on,wait=off", "-qtest-log", "none", "-accel", "tcg,thread=multi"];

    /// <summary>Sets a property of a device.</summary>
    public async Task SetAsync(string device, string property, int value, CancellationToken cancellationToken)
    {
        await using var machine = await ConnectAsync(cancellationToken);
        await machine.AskAsync("qom-set", new JsonObject { ["path"] = $"/machine/peripheral/{device}", ["property"] = property, ["value"] = value }, cancellationToken);
    }

    /// <summary>Drives line <paramref name="line"/> of the board's own GPIO controller.</summary>
    public async Task DriveAsync(int line, bool high, CancellationToken cancellationToken)
    {
        const string Devices = "/machine/unattached";
        string controller;
        await using (var machine = await ConnectAsync(cancellationToken))
        {
            var devices = await machine.AskAsync("qom-list", new JsonObject { ["path"] = Devices }, cancellationToken);
            controller = (string)devices.AsArray().Single(static device => (string)device!["type"]! == "child<pl061>")!["name"]!;
        }

        await using var test = await Line.OpenAsync($"{folder}/qtest", cancellationToken);
        var answer = await test.SayAsync(FormattableString.Invariant($"set_irq_in {Devices}/{controller} unnamed-gpio-in {line} {(high ? 1 : 0)}"), cancellationToken);
        if (answer != "OK")
        {
            throw new InvalidOperationException($"QEMU answered '{answer}' to line {line}");
        }
    }

    private async Task<Machine> ConnectAsync(CancellationToken cancellationToken)
    {
        var machine = new Machine(await Line.OpenAsync($"{folder}/qmp", cancellationToken));
        await machine.GreetAsync(cancellationToken);
        return machine;
    }

    private sealed class Machine(Line line) : IAsyncDisposable
    {
        public async Task GreetAsync(CancellationToken cancellationToken)
        {
            await line.ReadAsync(cancellationToken);
            await AskAsync("qmp_capabilities", [], cancellationToken);
        }

        public async Task<JsonNode> AskAsync(string command, JsonObject arguments, CancellationToken cancellationToken)
        {
            var answer = await line.SayAsync(new JsonObject { ["execute"] = command, ["arguments"] = arguments }.ToJsonString(), cancellationToken);
            while (answer.StartsWith("""{"timestamp":""", StringComparison.Ordinal) || answer.Contains("\"event\":", StringComparison.Ordinal))
            {
                answer = await line.ReadAsync(cancellationToken);
            }

            return JsonNode.Parse(answer)!["return"] ?? throw new InvalidOperationException($"QEMU answered {answer} to {command}");
        }

        public ValueTask DisposeAsync() => line.DisposeAsync();
    }

    private sealed class Line : IAsyncDisposable
    {
        private readonly NetworkStream _stream;
        private readonly StreamReader _reader;

        private Line(Socket socket)
        {
            _stream = new NetworkStream(socket, ownsSocket: true);
            _reader = new StreamReader(_stream);
        }

        public static async Task<Line> OpenAsync(string path, CancellationToken cancellationToken)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new Line(socket);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        public async Task<string> SayAsync(string text, CancellationToken cancellationToken)
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);
            return await ReadAsync(cancellationToken);
        }

        public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
            await _reader.ReadLineAsync(cancellationToken) ?? throw new IOException("QEMU closed its socket");

        public ValueTask DisposeAsync()
        {
            _reader.Dispose();
            return _stream.DisposeAsync();
        }
    }
}
