using EdgeKit.Testing.Processes;

namespace EdgeKit.Proofs.Boards;

/// <summary>
/// A card to which the image was written, in a slot of the emulator, and what the firmware of a real board would read from its
/// boot partition. The image's file itself stays as it is.
/// </summary>
internal sealed class BoardCard : IDisposable
{
    private const string BootOffset = "@@4M";

    private readonly string _folder;

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
            await ToolAsync("mcopy", cancellationToken, "-n", "-o", "-i", card.File + BootOffset, "::a/vmlinuz", "::a/initrd.img", "::a/cmdline.txt", card._folder);
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

    /// <summary>Puts a provisioning file beside the boot files, as any laptop does. The board is off.</summary>
    public async Task ProvisionAsync(string text, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "edgekit-provision.yaml");
        await System.IO.File.WriteAllTextAsync(file, text, cancellationToken);
        await ToolAsync("mcopy", cancellationToken, "-o", "-i", File + BootOffset, file, "::");
    }

    /// <summary>Reads a file of the boot partition, as any laptop does, or says why it cannot. The board is off.</summary>
    public async Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await ChildProcess.RunAsync("mtype", ["-i", File + BootOffset, "::" + name], cancellationToken)).Output;

    /// <summary>The device tree <paramref name="name"/> of the boot partition without what the emulator cannot do.</summary>
    public async Task<string> TreeAsync(string name, CancellationToken cancellationToken)
    {
        await ToolAsync("mcopy", cancellationToken, "-n", "-o", "-i", File + BootOffset, "::a/" + name, _folder);
        var tree = Path.Combine(_folder, name);
        await ToolAsync("fdtput", cancellationToken, "-r", tree, "/soc/serial@7e201000/bluetooth");
        await ToolAsync("fdtput", cancellationToken, "-t", "s", tree, "/soc/mmc@7e300000", "status", "disabled");
        return tree;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> ToolAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var (code, output) = await ChildProcess.RunAsync(program, arguments, cancellationToken);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {output}");
    }
}
