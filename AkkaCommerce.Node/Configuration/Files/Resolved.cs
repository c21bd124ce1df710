using Akka.Configuration.Hocon;

namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>A value of HOCON in which nothing is left to look up.</summary>
internal abstract record Resolved(Origin Origin)
{
    /// <summary>As Akka's settings have it.</summary>
    public abstract void WriteTo(HoconValue value);
}

internal sealed record ResolvedText(Origin Origin, string? Text) : Resolved(Origin)
{
    public override void WriteTo(HoconValue value) => value.AppendValue(new HoconLiteral { Value = Text });
}

internal sealed record ResolvedList(Origin Origin, IReadOnlyList<Resolved> Items) : Resolved(Origin)
{
    public override void WriteTo(HoconValue value)
    {
        var list = new HoconArray();
        foreach (var item in Items)
        {
            var inner = new HoconValue();
            item.WriteTo(inner);
            list.Add(inner);
        }
        value.AppendValue(list);
    }
}

internal sealed record ResolvedObject(Origin Origin, IReadOnlyDictionary<string, Resolved> Fields) : Resolved(Origin)
{
    public override void WriteTo(HoconValue value)
    {
        var result = new HoconObject();
        foreach (var (key, field) in Fields) field.WriteTo(result.GetOrCreateKey(key));
        value.AppendValue(result);
    }

    /// <summary>This, and over it another's fields; objects in both are merged.</summary>
    public ResolvedObject Under(ResolvedObject over)
    {
        var fields = new Dictionary<string, Resolved>(Fields);
        foreach (var (key, field) in over.Fields)
            fields[key] = field is ResolvedObject inner && fields.GetValueOrDefault(key) is ResolvedObject under ? under.Under(inner) : field;
        return new(over.Origin, fields);
    }

    /// <summary>Where each value stands that is no object, by its path.</summary>
    public IEnumerable<(string Path, Origin Origin)> Places(string before = "")
    {
        foreach (var (key, field) in Fields)
            if (field is ResolvedObject { Fields.Count: > 0 } inner)
                foreach (var place in inner.Places($"{before}{key}.")) yield return place;
            else
                yield return (before + key, field.Origin);
    }
}
