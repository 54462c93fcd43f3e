namespace EdgeKit.Cloud.Commands;

/// <summary>The last line of a feed export.</summary>
/// <param name="Sha256">Of all bytes before it, in hexadecimal.</param>
internal sealed record ExportFooter(string Sha256);
