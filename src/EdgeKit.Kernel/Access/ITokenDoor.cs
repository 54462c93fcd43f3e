using System.Net;
using EdgeKit.Kernel.Signals;

namespace EdgeKit.Kernel.Access;

/// <summary>The stall's door for those who come by another protocol than HTTP: the same tokens, the same devices.</summary>
public interface ITokenDoor
{
    /// <summary>Counts the devices that were put out; told once each is.</summary>
    ISignal<long> Departures { get; }

    /// <summary>Whose token this is; null if nobody's.</summary>
    Caller? Recognise(string token);

    /// <summary>Who somebody without a token is: this machine over a loopback address, an owner where everything is open to everyone; null for one who stays outside.</summary>
    /// <param name="local">The kit's end of the connection.</param>
    /// <param name="remote">The other end.</param>
    Caller? Admit(IPAddress? local, IPAddress? remote);

    /// <summary>Counts a request against what its caller may ask, over whatever protocol.</summary>
    /// <returns>Null if it may go on; else when to come back.</returns>
    TimeSpan? Take(Caller caller);

    /// <summary>The device with this id, for those whom somebody else recognised; null if it is not in.</summary>
    Caller? Find(string device);

    /// <summary>Whether a device is in.</summary>
    bool IsIn(string device) => Find(device) is not null;
}
