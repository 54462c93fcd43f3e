namespace EdgeKit.Streaming.Cache;

/// <summary>Names one object, however a viewer spelt its request.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Path">Below the origin's folder, with its query where a playlist names it so.</param>
/// <param name="Range">The bytes of the resource that a playlist names as this object; null for all of it.</param>
internal readonly record struct ObjectKey(string Stream, string Path, NamedRange? Range = null);
