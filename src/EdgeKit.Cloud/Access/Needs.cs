namespace EdgeKit.Cloud.Access;

/// <summary>Who may use a route, said on the route; one that says nothing is for nobody.</summary>
/// <param name="Roles">Any of these; empty for everybody.</param>
internal sealed record Needs(params Role[] Roles)
{
    /// <summary>Everybody, token or not.</summary>
    public static Needs Nothing { get; } = new();

    /// <summary>The kit that the path names.</summary>
    public static Needs ThatKit { get; } = new(Role.Kit);

    /// <summary>Backends and operators.</summary>
    public static Needs Backend { get; } = new(Role.Backend, Role.Operator);

    /// <summary>The shop and operators.</summary>
    public static Needs Shop { get; } = new(Role.Shop, Role.Operator);

    /// <summary>Whoever has a token and is no kit.</summary>
    public static Needs Reader { get; } = new(Role.Backend, Role.Shop, Role.Operator);

    /// <summary>Operators.</summary>
    public static Needs Operator { get; } = new(Role.Operator);
}
