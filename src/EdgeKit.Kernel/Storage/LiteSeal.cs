using System.Security.Cryptography;
using System.Text;

namespace EdgeKit.Kernel.Storage;

/// <summary>
/// What LiteDB lacks, a checksum: the SHA-256 of the file as it was when its log had been folded into it, in a file beside it.
/// It is broken before the next change, so a seal that does not fit means that something else has written there.
/// </summary>
internal sealed class LiteSeal(LiteFiles files)
{
    private bool _isBroken;

    /// <summary>Whether the file is as it was left, as far as that is known: without a seal, or with a log, nobody can tell.</summary>
    public bool Fits =>
        !Exists
        || (File.Exists(files.LogPath) && new FileInfo(files.LogPath).Length > 0)
        || (File.Exists(files.Path) && Encoding.ASCII.GetBytes(Compute()).AsSpan().SequenceEqual(File.ReadAllBytes(files.SealPath)));

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(files.SealPath);

    /// <summary>Before a change.</summary>
    public void Break()
    {
        if (!_isBroken)
        {
            File.Delete(files.SealPath);
            _isBroken = true;
        }
    }

    /// <summary>After the log was folded into the file. A disk that has no room for it leaves the file without one.</summary>
    public void Set()
    {
        _isBroken = false;
        try
        {
            using var file = new FileStream(files.SealPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(Encoding.ASCII.GetBytes(Compute()));
            file.Flush();
            DiskFlush.Flush(file.SafeFileHandle);
        }
        catch (IOException)
        {
            File.Delete(files.SealPath);
        }
    }

    private string Compute()
    {
        using var file = new FileStream(files.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
