namespace EdgeKit.Devices.Serial;

/// <summary>One block of VE.Direct text whose checksum is right.</summary>
/// <param name="Fields">Label and value of each line but the checksum's, in their order.</param>
public sealed record VeDirectBlock(IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The value of <paramref name="label"/>; null where the block has none.</summary>
    public string? this[string label]
    {
        get
        {
            foreach (var (key, value) in Fields)
            {
                if (key == label)
                {
                    return value;
                }
            }

            return null;
        }
    }
}
