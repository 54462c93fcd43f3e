using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeKit.Kernel.Requests;

/// <summary>Where in a document a reader stands, such as <c>lines[0].quantity</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    /// <summary>Takes the token that the reader stands on.</summary>
    public void Enter(ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            _steps.RemoveAt(_steps.Count - 1);
        }
        else if (json.TokenType == JsonTokenType.PropertyName)
        {
            _steps[^1] = (json.GetString(), 0);
        }
        else if (_steps is [.., (null, var index)])
        {
            _steps[^1] = (null, index + 1);
        }
    }

    /// <summary>Goes below it, if it opens something.</summary>
    public void Leave(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.StartArray)
        {
            _steps.Add((null, -1));
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            _steps.Add(("", 0));
        }
    }

    /// <summary>Whether the last step is the member <paramref name="name"/>.</summary>
    public bool EndsWith(string name) => _steps is [.., var (last, _)] && string.Equals(last, name, StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            _ = name switch
            {
                null => text.Append('[').Append(Math.Max(index, 0).ToString(CultureInfo.InvariantCulture)).Append(']'),
                "" => text,
                _ => text.Append(text.Length == 0 ? "" : ".").Append(name.Length > 64 ? name[..64] : name),
            };
        }

        return text.Length == 0 ? "body" : text.ToString();
    }
}
