namespace EdgeKit.Cloud.Commands;

/// <summary>What a command says with its end.</summary>
internal static class ExitCodes
{
    /// <summary>Fine.</summary>
    public const int Fine = 0;

    /// <summary>A fault was found.</summary>
    public const int Fault = 1;

    /// <summary>Wrong usage.</summary>
    public const int WrongUsage = 2;
}
