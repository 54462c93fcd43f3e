using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Access.Guard;

/// <summary>Who may do what. The only place that says so.</summary>
internal static class AccessRules
{
    /// <summary>Decides on one request.</summary>
    public static Verdict Decide(Caller caller, Need need) => caller.IsThisMachine || need == Need.Everyone ? Verdict.Welcome : (need, caller.Role) switch
    {
        (Need.ThisMachine, _) => Verdict.NotFromHere,
        (_, null) => Verdict.Unknown,
        (Need.Approve, Role.Cashier) => Verdict.NeedsPin,
        (_, { } role) => Allows(need, role) ? Verdict.Welcome : Verdict.Forbidden,
    };

    /// <summary>Whether <paramref name="granter"/> may let in a device with this role, or put it out: nobody makes anyone more than he is.</summary>
    public static bool MayGrant(Caller granter, Role role) =>
        granter.IsThisMachine || granter.Role == Role.Owner || (granter.Role == Role.Operator && role != Role.Owner);

    private static bool Allows(Need need, Role role) => need switch
    {
        Need.ThisMachine => false,
        Need.Everyone or Need.Look => true,
        Need.ReadLog => role is Role.Device or Role.Operator or Role.Owner,
        Need.Sell => Caller.Sells(role),
        Need.Publish => role is Role.Creator or Role.Operator or Role.Owner,
        Need.Approve or Need.Run => role is Role.Operator or Role.Owner,
        Need.Own => role is Role.Owner,
    };
}
