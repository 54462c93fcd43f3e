namespace EdgeKit.Testing.Players;

/// <summary>Somebody who watches in a browser context of their own.</summary>
/// <param name="Name">Unlike the others'.</param>
/// <param name="Player">By what.</param>
/// <param name="Address">The playlist or manifest.</param>
public sealed record Viewer(string Name, PlayerLibrary Player, Uri Address);
