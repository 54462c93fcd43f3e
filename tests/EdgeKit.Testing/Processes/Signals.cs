namespace EdgeKit.Testing.Processes;

/// <summary>Signals by name (signal(7)).</summary>
public static class Signals
{
    /// <summary>Ends the program where it stands.</summary>
    public const int Kill = 9;

    /// <summary>Asks it to end.</summary>
    public const int Terminate = 15;

    /// <summary>Lets it go on after <see cref="Stop"/>.</summary>
    public const int Continue = 18;

    /// <summary>Freezes it.</summary>
    public const int Stop = 19;
}
