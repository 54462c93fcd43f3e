using EdgeKit.Contracts.Doctor;

namespace EdgeKit.Daemon.Doctor;

/// <summary>Whether the disk has room for an evening of orders and all that may come with it.</summary>
/// <param name="dataDirectory">Where everything durable is.</param>
/// <param name="pictures">What the pictures of a new catalogue may take, in bytes.</param>
/// <param name="look">Measures the file system.</param>
internal sealed class RoomCheck(string dataDirectory, long pictures, Func<string, DiskRoom> look) : ICheck
{
    /// <summary>With less than this the next batch of orders may be refused.</summary>
    public const long Least = 32 << 20;

    /// <summary>The ledger's write-ahead log (32 MiB), and a hundred thousand orders of about 1 KiB.</summary>
    public const long Evening = 132 << 20;

    private const string Fix = "Delete what does not belong to the kit (journalctl --vacuum-size=16M; apt-get clean), or use a larger card.";

    public string Name => "Disk space";

    public TimeSpan Patience => TimeSpan.FromSeconds(10);

    public Task<IReadOnlyList<DoctorItem>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DoctorItem>>([Judge()]);

    private DoctorItem Judge()
    {
        if (!Directory.Exists(dataDirectory))
        {
            return Finding.Fault(Name, $"there is no {dataDirectory}", "systemctl start edgekit makes it; otherwise name the directory with --data.");
        }

        var room = look(dataDirectory);
        var needed = Evening + pictures;
        var seen = $"{Figure.Bytes(room.Free)} of {Figure.Bytes(room.Total)} free at {dataDirectory}; an evening and a new catalogue take at most {Figure.Bytes(needed)}";
        return room.Free < Least ? Finding.Fault(Name, $"{seen}: orders will soon be refused", Fix)
            : room.Free < needed ? Finding.Warning(Name, seen, Fix)
            : Finding.Ok(Name, seen);
    }
}
