using EdgeKit.Access.Guard;
using EdgeKit.Contracts.Access;
using EdgeKit.Kernel.Access;

namespace EdgeKit.Access.Tests.Guard;

public sealed class AccessRulesTests
{
    /// <summary>Who is welcome, by need: g guest, v viewer, d device, c creator, k cashier, o operator, w owner; p with the manager's PIN.</summary>
    [Theory]
    [InlineData(Need.ThisMachine, "")]
    [InlineData(Need.Everyone, "gvdckow")]
    [InlineData(Need.Look, "vdckow")]
    [InlineData(Need.ReadLog, "dow")]
    [InlineData(Need.Sell, "kow")]
    [InlineData(Need.Approve, "pow")]
    [InlineData(Need.Publish, "cow")]
    [InlineData(Need.Run, "ow")]
    [InlineData(Need.Own, "w")]
    public void Each_need_is_met_by_some_roles(Need need, string welcome)
    {
        var found = string.Concat(new (string Letter, Role? Role)[] { ("g", null), ("v", Role.Viewer), ("d", Role.Device), ("c", Role.Creator), ("k", Role.Cashier), ("o", Role.Operator), ("w", Role.Owner) }
            .Select(who => AccessRules.Decide(new Caller("x", "x", who.Role, IsThisMachine: false), need) switch
            {
                Verdict.Welcome => who.Letter,
                Verdict.NeedsPin => "p",
                Verdict.Unknown or Verdict.Forbidden or Verdict.NotFromHere => "",
            }));

        Assert.Equal(welcome, found);
        Assert.Equal(Verdict.Welcome, AccessRules.Decide(Caller.ThisMachine, need));
    }

    [Fact]
    public void Every_need_has_a_row_here() =>
        Assert.Equal(
            Enum.GetValues<Need>().Length,
            typeof(AccessRulesTests).GetMethod(nameof(Each_need_is_met_by_some_roles))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Length);

    [Theory]
    [InlineData(Role.Owner, Role.Owner, true)]
    [InlineData(Role.Operator, Role.Operator, true)]
    [InlineData(Role.Operator, Role.Owner, false)]
    [InlineData(Role.Cashier, Role.Viewer, false)]
    [InlineData(Role.Creator, Role.Creator, false)]
    public void Nobody_makes_anyone_more_than_he_is(Role granter, Role role, bool may) =>
        Assert.Equal(may, AccessRules.MayGrant(new Caller("x", "x", granter, IsThisMachine: false), role));

    [Fact]
    public void A_guest_makes_nobody_anything() => Assert.All(Enum.GetValues<Role>(), static role => Assert.False(AccessRules.MayGrant(Caller.Guest, role)));
}
