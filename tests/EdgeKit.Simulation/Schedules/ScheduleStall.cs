using System.Globalization;
using EdgeKit.Simulation.Kits;

namespace EdgeKit.Simulation.Schedules;

/// <summary>One kit of a schedule, and what its callers know.</summary>
internal sealed class ScheduleStall
{
    public ScheduleStall(int number, string directory, ScheduleWorld world)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"kit-{number}");
        Kit = new SimulatedKit(id, Path.Combine(directory, id), world.Time, world.Random);
        Incarnation = Kit.Incarnation;
    }

    public SimulatedKit Kit { get; }

    /// <summary>Its log, also while it has no power.</summary>
    public Guid Incarnation { get; }

    /// <summary>Where it stands in the down feed.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>Whether the cloud is reached.</summary>
    public bool IsOnline { get; set; } = true;

    /// <summary>Requests that were made, to be made again.</summary>
    public List<KitRequest> Requests { get; } = [];

    /// <summary>Orders that were accepted.</summary>
    public List<Guid> Orders { get; } = [];

    /// <summary>Holds that were given, with what they reserve.</summary>
    public List<(Guid Id, string Cart, EdgeKit.Contracts.Log.SkuQuantity Line)> Holds { get; } = [];
}
