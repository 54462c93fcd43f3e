using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeKit.Contracts.Log;

/// <summary>A place to write orders as JSON, one after another.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer holds nothing but the memory that it writes to.")]
public sealed class OrderText
{
    private readonly ArrayBufferWriter<byte> _text = new(512);
    private readonly Utf8JsonWriter _writer;

    /// <summary>Makes one.</summary>
    public OrderText() => _writer = new Utf8JsonWriter(_text, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Writes an order.</summary>
    /// <returns>Its text until the next is written.</returns>
    public ReadOnlySpan<byte> Write(OrderAcceptedBody order)
    {
        Begin();
        OrderJson.Write(_writer, order);
        return _text.WrittenSpan;
    }

    /// <summary>Writes only what an order sold.</summary>
    /// <returns>Its text until the next is written.</returns>
    public ReadOnlySpan<byte> Write(IReadOnlyList<OrderLine> lines)
    {
        Begin();
        OrderJson.Write(_writer, lines);
        _writer.Flush();
        return _text.WrittenSpan;
    }

    private void Begin()
    {
        _text.ResetWrittenCount();
        _writer.Reset();
    }
}
