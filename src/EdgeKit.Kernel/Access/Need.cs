namespace EdgeKit.Kernel.Access;

/// <summary>Who may use a route, said on the route. One that says nothing is for this machine alone.</summary>
public enum Need
{
    /// <summary>The kit's own machine.</summary>
    ThisMachine = 0,

    /// <summary>Everybody on the LAN, guests too.</summary>
    Everyone = 1,

    /// <summary>Whoever was let in.</summary>
    Look = 2,

    /// <summary>Programs, and who runs the stall: the whole log, customers included.</summary>
    ReadLog = 3,

    /// <summary>Who sells.</summary>
    Sell = 4,

    /// <summary>Who runs the stall; who sells, with the manager's PIN.</summary>
    Approve = 5,

    /// <summary>Who makes pages, and who runs the stall.</summary>
    Publish = 6,

    /// <summary>Who runs the stall.</summary>
    Run = 7,

    /// <summary>Whose stall it is.</summary>
    Own = 8,
}
