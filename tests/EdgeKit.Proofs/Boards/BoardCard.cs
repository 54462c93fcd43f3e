using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>
/// A card to which the image was written, in a slot of the emulator, and the firmware of a real board, which reads its boot
/// partition. The image's file itself stays as it is.
/// </summary>
internal sealed class BoardCard : IDisposable
{
    private const string BootOffset = "@@4M";

    private readonly string _folder;
    private string _prefix = "";

    private BoardCard(string folder) => _folder = folder;

    /// <summary>The card's content.</summary>
    public string File => Path.Combine(_folder, "card.img");

    public string Kernel => Path.Combine(_folder, "vmlinuz");

    public string Initrd => Path.Combine(_folder, "initrd.img");

    /// <summary>What the card tells the kernel.</summary>
    public string CommandLine => System.IO.File.ReadAllText(Path.Combine(_folder, "cmdline.txt")).Trim();

    /// <summary>Writes <paramref name="image"/> to a card of <paramref name="gibibytes"/>, a power of two, and puts a provisioning file on it, as a technician does.</summary>
    public static async Task<BoardCard> WriteAsync(string image, int gibibytes, string? provisioning, CancellationToken cancellationToken)
    {
        var card = new BoardCard(Directory.CreateTempSubdirectory("edgekit-card-").FullName);
        try
        {
            await ToolAsync("cp", cancellationToken, "--sparse=always", image, card.File);
            await ToolAsync("truncate", cancellationToken, "-s", FormattableString.Invariant($"{gibibytes}G"), card.File);
            if (provisioning is not null)
            {
                await card.ProvisionAsync(provisioning, cancellationToken);
            }

            return card;
        }
        catch
        {
            card.Dispose();
            throw;
        }
    }

    /// <summary>Reads what the firmware reads at power on: <c>config.txt</c>, and what that names.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var text = await ToolAsync("mtype", cancellationToken, "-i", File + BootOffset, "::config.txt");
        var settings = text.Split('\n')
            .Select(static line => line.Trim().Split('=', 2))
            .Where(static parts => parts.Length == 2)
            .ToDictionary(static parts => parts[0], static parts => parts[1], StringComparer.Ordinal);
        _prefix = settings["os_prefix"];
        await TakeAsync(settings["kernel"], Kernel, cancellationToken);
        await TakeAsync("initrd.img", Initrd, cancellationToken);
        await TakeAsync(settings.GetValueOrDefault("cmdline", "cmdline.txt"), Path.Combine(_folder, "cmdline.txt"), cancellationToken);
    }

    /// <summary>Puts a provisioning file beside the boot files, as any laptop does. The board is off.</summary>
    public async Task ProvisionAsync(string text, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "edgekit-provision.yaml");
        await System.IO.File.WriteAllTextAsync(file, text, cancellationToken);
        await PutAsync(file, cancellationToken);
    }

    /// <summary>Copies a file to the boot partition, under another name if one is given. The board is off.</summary>
    public Task PutAsync(string file, CancellationToken cancellationToken, string name = "") =>
        ToolAsync("mcopy", cancellationToken, "-o", "-i", File + BootOffset, file, "::" + name);

    /// <summary>Reads a file of the boot partition, as any laptop does, or says why it cannot. The board is off.</summary>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await ChildProcess.RunAsync("mtype", ["-i", File + BootOffset, "::" + name], cancellationToken)).Output;

    /// <summary>The device tree <paramref name="name"/> of the slot without what the emulator cannot do.</summary>
    public async Task<string> TreeAsync(string name, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(_folder, name);
        await TakeAsync(name, tree, cancellationToken);
        await ToolAsync("fdtput", cancellationToken, "-r", tree, "/soc/serial@7e201000/bluetooth");
        await ToolAsync("fdtput", cancellationToken, "-t", "s", tree, "/soc/mmc@7e300000", "status", "disabled");
        return tree;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task TakeAsync(string name, string file, CancellationToken cancellationToken) =>
        await ToolAsync("mcopy", cancellationToken, "-n", "-o", "-i", File + BootOffset, $"::{_prefix}{name}", file);

    private static async Task<string> ToolAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(program, arguments, cancellationToken);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {output}");
    }
}
