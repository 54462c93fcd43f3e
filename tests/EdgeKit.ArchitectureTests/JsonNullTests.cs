using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKit.ArchitectureTests;

public sealed class JsonNullTests
{
    /// <summary>A context that leaves nulls out must be able to read what it wrote: what can be null has a default, or its absence is an error.</summary>
    [Fact]
    public void What_is_left_out_when_null_may_be_missing_when_read()
    {
        var contexts = OwnAssemblies.All.SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => typeof(JsonSerializerContext).IsAssignableFrom(type))
            .Select(static type => (JsonSerializerContext)type.GetProperty("Default", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!)
            .Where(static context => context.Options is { DefaultIgnoreCondition: JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters: true })
            .ToList();
        var members =
            (from context in contexts
             from property in context.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
             where typeof(JsonTypeInfo).IsAssignableFrom(property.PropertyType)
             let type = (JsonTypeInfo)property.GetValue(context)!
             from member in type.Properties
             where member.AssociatedParameter is { IsMemberInitializer: false }
             select (type.Type, Member: member)).ToList();

        var wrong = members
            .Where(static found => (found.Member.IsGetNullable || Nullable.GetUnderlyingType(found.Member.PropertyType) is not null) && !found.Member.AssociatedParameter!.HasDefaultValue)
            .Select(static found => $"{found.Type.Name}.{found.Member.Name}")
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.InRange(members.Count, 500, 10_000);
        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }
}
