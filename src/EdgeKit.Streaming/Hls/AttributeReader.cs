namespace EdgeKit.Streaming.Hls;

/// <summary>
/// Goes through an attribute list (RFC 8216bis section 4.2): <c>NAME=value,NAME="value"</c>. Lenient as players are: spaces beside a
/// comma, a value without quotes, and a quote that is never closed are read as well as can be.
/// </summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> list)
{
    private readonly ReadOnlySpan<byte> _list = list;
    private int _at;

    /// <summary>The name of the current attribute.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value, without quotes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Where its value starts in the list, in bytes, after a quote.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Finds the first attribute of that name.</summary>
    public static bool TryFind(ReadOnlySpan<byte> list, ReadOnlySpan<byte> name, out AttributeReader found)
    {
        found = new AttributeReader(list);
        while (found.MoveNext())
        {
            if (found.Name.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on to the next attribute; false at the end.</summary>
    public bool MoveNext()
    {
        while (_at < _list.Length)
        {
            var equals = _list[_at..].IndexOfAny((byte)'=', (byte)',');
            if (equals < 0)
            {
                _at = _list.Length;
                return false;
            }

            var name = _list.Slice(_at, equals).Trim(" \t"u8);
            _at += equals + 1;
            if (_list[_at - 1] == ',')
            {
                continue;
            }

            Name = name;
            TakeValue();
            return true;
        }

        return false;
    }

    private void TakeValue()
    {
        var quoted = _at < _list.Length && _list[_at] == '"';
        ValueStart = quoted ? _at + 1 : _at;
        var rest = _list[ValueStart..];
        var length = rest.IndexOf(quoted ? (byte)'"' : (byte)',');
        length = length < 0 ? rest.Length : length;
        Value = rest[..length].TrimEnd(" \t"u8);

        var after = rest[length..].IndexOf((byte)',');
        _at = after < 0 ? _list.Length : ValueStart + length + after + 1;
    }
}
