namespace EdgeKit.Testing.Players;

/// <summary>A playlist or manifest that a viewer got.</summary>
/// <param name="File">Where its body is, in <see cref="PlayerRun.Playlists"/>.</param>
/// <param name="Address">What was asked for.</param>
/// <param name="AtMs">When its head came: the wall clock, in milliseconds.</param>
public sealed record SentPlaylist(string File, Uri Address, double AtMs);
