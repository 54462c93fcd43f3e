using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeKit.Benchmarks.Live.Tills;

/// <summary>
/// Viewers, attackers and origin are other machines; here they share the kit's processors. So the kit, and the tablets that hold the
/// watch, come before them. That takes root; without it, what is measured has their time in it too.
/// </summary>
internal static partial class Priority
{
    private const int OfThread = 0;
    private const int First = -15;

    /// <summary>What starts a process with it.</summary>
    public static IReadOnlyList<string> Prefix { get; } = Environment.IsPrivilegedProcess ? ["nice", "-n", First.ToString(CultureInfo.InvariantCulture)] : [];

    /// <summary>Gives it to this thread.</summary>
    public static void Take()
    {
        if (Environment.IsPrivilegedProcess)
        {
            _ = SetPriority(OfThread, 0, First);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int nice);
}
