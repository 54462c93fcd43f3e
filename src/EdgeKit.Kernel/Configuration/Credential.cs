namespace EdgeKit.Kernel.Configuration;

/// <summary>Secrets that systemd hands to the service as files (systemd.exec(5), LoadCredential).</summary>
public static class Credential
{
    /// <summary>Where the credential is; null where none was given. The unit sets a single newline where nothing was provisioned.</summary>
    public static string? Find(string name) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } directory && new FileInfo(Path.Combine(directory, name)) is { Exists: true, Length: > 1 } file ? file.FullName : null;
}
