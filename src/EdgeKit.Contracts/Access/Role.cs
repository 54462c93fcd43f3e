namespace EdgeKit.Contracts.Access;

/// <summary>What a paired device may do.</summary>
public enum Role
{
    /// <summary>Looks: status, stock, power, stream.</summary>
    Viewer = 0,

    /// <summary>A program: looks, and reads the log.</summary>
    Device = 1,

    /// <summary>Makes pages.</summary>
    Creator = 2,

    /// <summary>Sells. What a manager must answer for needs the PIN.</summary>
    Cashier = 3,

    /// <summary>Runs the stall: sells, answers for it, pairs devices.</summary>
    Operator = 4,

    /// <summary>Whose stall it is: all of that, other owners, the PIN.</summary>
    Owner = 5,
}
