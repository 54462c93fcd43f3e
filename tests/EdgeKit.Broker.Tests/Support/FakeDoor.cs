using System.Net;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Broker.Tests.Support;

/// <summary>A door that knows one device of each role, whose token is the role's name, and lets nobody in without.</summary>
internal sealed class FakeDoor : ITokenDoor
{
    private readonly Signal<long> _departures = new(0);
    private readonly HashSet<string> _out = new(StringComparer.Ordinal);

    public ISignal<long> Departures => _departures;

    /// <summary>Whether this machine needs no token.</summary>
    public bool AdmitsThisMachine { get; set; }

    /// <summary>Whether every device has asked too much.</summary>
    public bool IsBusy { get; set; }

    public static string IdOf(Role role) => $"d{(int)role}{(int)role}{(int)role}{(int)role}";

    public Caller? Recognise(string token) =>
        Enum.TryParse<Role>(token, out var role) && Enum.IsDefined(role) ? Find(IdOf(role)) : null;

    public Caller? Admit(IPAddress? local, IPAddress? remote) => AdmitsThisMachine ? Caller.ThisMachine : null;

    public TimeSpan? Take(Caller caller) => IsBusy ? TimeSpan.FromSeconds(1) : null;

    public Caller? Find(string device) => _out.Contains(device) ? null
        : Enum.GetValues<Role>().Where(role => IdOf(role) == device).Select(static role => Of(role)).FirstOrDefault();

    private static Caller Of(Role role) => new(IdOf(role), $"the {role}", role, IsThisMachine: false);

    /// <summary>Puts a device out.</summary>
    public void PutOut(Role role)
    {
        _out.Add(IdOf(role));
        _departures.Set(_departures.Current + 1);
    }
}
