namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>A value of HOCON as it is written: what it refers to is not looked up yet.</summary>
/// <param name="Origin">Where the key stands that it is given to.</param>
internal abstract record Written(Origin Origin);

/// <summary>Quoted or not; null: <c>null</c>.</summary>
internal sealed record WrittenText(Origin Origin, string? Text) : Written(Origin);

internal sealed record WrittenList(Origin Origin, IReadOnlyList<Written> Items) : Written(Origin);

/// <summary>Keys in their order; of each all that it is given, in turn: objects are merged, of others the last holds.</summary>
internal sealed record WrittenObject(Origin Origin) : Written(Origin)
{
    private readonly Dictionary<string, List<Written>> _fields = [];

    public IEnumerable<string> Keys => _fields.Keys;

    public IReadOnlyList<Written> Layers(string key) => _fields.TryGetValue(key, out var layers) ? layers : [];

    public void Add(string key, Written value)
    {
        if (!_fields.TryGetValue(key, out var layers)) _fields.Add(key, layers = []);
        layers.Add(value);
    }

    /// <summary>All of another, as if it stood here.</summary>
    public void Include(WrittenObject other)
    {
        foreach (var (key, layers) in other._fields)
            foreach (var layer in layers)
                Add(key, layer);
    }
}

/// <summary><c>${path}</c>, or <c>${?path}</c>, which may lead nowhere.</summary>
/// <param name="Above">The path of the object that an <c>include</c> of this file stands in: looked below first.</param>
internal sealed record WrittenReference(Origin Origin, IReadOnlyList<string> Path, bool IsOptional, IReadOnlyList<string> Above) : Written(Origin)
{
    public string Name => string.Join('.', Path);
}

/// <summary>Several values beside each other in a line: texts with what is between them, lists one after the other, objects merged.</summary>
internal sealed record WrittenRow(Origin Origin, IReadOnlyList<Written> Parts) : Written(Origin);
