namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>
/// Looks up what values refer to: in the whole file first, then among variables of the environment. A value that refers to itself means what it was given
/// before; what a later value hides is not looked up.
/// </summary>
internal sealed class Resolution(WrittenObject root, Func<string, string?> variable, ConfigurationProblems problems)
{
    /// <summary>References on the way to what is looked up now: <c>a = ${a} b</c> asks for a within a.</summary>
    private readonly HashSet<Written> _asked = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="ConfigurationException">Something leads nowhere: the line and what.</exception>
    public ResolvedObject Resolve() => (ResolvedObject)Of(root)!;

    /// <summary>Null: nothing (an optional reference that leads nowhere).</summary>
    private Resolved? Of(Written value) => value switch
    {
        WrittenText text => new ResolvedText(text.Origin, text.Text),
        WrittenList list => new ResolvedList(list.Origin, [.. list.Items.Select(Of).OfType<Resolved>()]),
        WrittenObject of => Of(of),
        _ => Asked(value, () => value is WrittenReference reference ? Of(reference) : Of((WrittenRow)value)),
    };

    private Resolved? Asked(Written value, Func<Resolved?> resolve)
    {
        _asked.Add(value);
        try
        {
            return resolve();
        }
        finally
        {
            _asked.Remove(value);
        }
    }

    private ResolvedObject Of(WrittenObject value)
    {
        var fields = new Dictionary<string, Resolved>();
        foreach (var key in value.Keys)
            if (Of(value.Layers(key)) is { } field)
                fields.Add(key, field);
        return new(value.Origin, fields);
    }

    /// <summary>The last that is something; under an object those before it, as long as they are objects.</summary>
    private Resolved? Of(IReadOnlyList<Written> layers)
    {
        ResolvedObject? over = null;
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            if (Of(layers[layer]) is not { } value) continue;
            if (value is not ResolvedObject inner) return over ?? value;
            over = over is null ? inner : inner.Under(over);
        }
        return over;
    }

    private Resolved? Of(WrittenReference reference)
    {
        var found = (reference.Above.Count > 0 ? Of(Layers([.. reference.Above, .. reference.Path])) : null) ?? Of(Layers(reference.Path));
        if (found is not null) return At(found, reference.Origin);
        if (variable(reference.Name) is { } text) return new ResolvedText(reference.Origin, text);
        if (!reference.IsOptional) problems.Add(reference.Origin.Wrong($"${{{reference.Name}}} leads nowhere: neither the file nor the environment has it (${{?{reference.Name}}} may be missing)"));
        return null;
    }

    /// <summary>All that a path is given, in turn, up to where it is asked for itself.</summary>
    private List<Written> Layers(IReadOnlyList<string> path)
    {
        List<Written> layers = [root];
        foreach (var part in path)
        {
            var inner = new List<Written>();
            foreach (var layer in layers)
                if (layer is WrittenObject written) inner.AddRange(written.Layers(part));
                else if (layer is WrittenText or WrittenList) inner.Clear();
                else if (!_asked.Contains(layer) && Of(layer) is { } value) Add(inner, value, part);
            layers = inner;
            if (layers.FindIndex(_asked.Contains) is >= 0 and var asked) layers.RemoveRange(asked, layers.Count - asked);
        }
        return layers;
    }

    private static void Add(List<Written> layers, Resolved value, string part)
    {
        if (value is not ResolvedObject found) layers.Clear();
        else if (found.Fields.TryGetValue(part, out var field)) layers.Add(Again(field));
    }

    /// <summary>A value that is looked up, as one that needs no looking up.</summary>
    private static Written Again(Resolved value)
    {
        if (value is ResolvedText text) return new WrittenText(text.Origin, text.Text);
        if (value is ResolvedList list) return new WrittenList(list.Origin, [.. list.Items.Select(Again)]);
        var result = new WrittenObject(value.Origin);
        foreach (var (key, field) in ((ResolvedObject)value).Fields) result.Add(key, Again(field));
        return result;
    }

    private Resolved? Of(WrittenRow row)
    {
        Resolved? whole = null;
        foreach (var part in row.Parts.Select(Of).OfType<Resolved>())
            whole = (whole, part) switch
            {
                (null, _) => part,
                (ResolvedText before, ResolvedText text) => new ResolvedText(row.Origin, before.Text + text.Text),
                (ResolvedList before, ResolvedList list) => new ResolvedList(row.Origin, [.. before.Items, .. list.Items]),
                (ResolvedObject before, ResolvedObject over) => before.Under(over),
                ({ } before, ResolvedText { Text: { } spaces }) when string.IsNullOrWhiteSpace(spaces) => before,
                (ResolvedText { Text: { } spaces }, _) when string.IsNullOrWhiteSpace(spaces) => part,
                _ => Unlike(row.Origin),
            };
        return whole is ResolvedText { Text: { } joined } ? new ResolvedText(row.Origin, joined.Trim()) : whole;
    }

    /// <summary>Nothing, where what is wrong is gathered.</summary>
    private Resolved? Unlike(Origin origin)
    {
        problems.Add(origin.Wrong("texts, lists and objects cannot stand beside each other as one value"));
        return null;
    }

    private static Resolved At(Resolved value, Origin origin) => value with { Origin = origin };
}
