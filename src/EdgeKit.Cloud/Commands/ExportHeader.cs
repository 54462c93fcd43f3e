namespace EdgeKit.Cloud.Commands;

/// <summary>The first line of a feed export.</summary>
/// <param name="Format">Always <c>edgekit-feed</c>.</param>
/// <param name="Version">Of the format.</param>
/// <param name="Kit">Whose log.</param>
/// <param name="Incarnation">Which one.</param>
/// <param name="First">The first record in the file.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">How many there are.</param>
internal sealed record ExportHeader(string Format, int Version, string Kit, Guid Incarnation, long First, long Last, long Count);
