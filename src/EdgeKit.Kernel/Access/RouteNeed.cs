namespace EdgeKit.Kernel.Access;

/// <summary>A route's metadata.</summary>
/// <param name="Need">Who may use it.</param>
public sealed record RouteNeed(Need Need);
