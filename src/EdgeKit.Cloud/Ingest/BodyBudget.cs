namespace EdgeKit.Cloud.Ingest;

/// <summary>The memory that all bodies together may take, so that many small bombs do no more than one large.</summary>
internal sealed class BodyBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes <paramref name="count"/> bytes if there are as many.</summary>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, count);
        return false;
    }

    /// <summary>Gives them back.</summary>
    public void Return(int count) => Interlocked.Add(ref _left, count);
}
