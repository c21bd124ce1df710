namespace AkkaCommerce.Node.Configuration;

/// <summary>Where the value of an option was set.</summary>
/// <param name="Name">The option of the command line, the variable, or the file, as a person would name it.</param>
public readonly record struct SettingSource(SettingSourceKind Kind, string Name)
{
    /// <summary>Of a file; null: there is none.</summary>
    public int? Line { get; init; }

    public override string ToString() => Kind switch
    {
        SettingSourceKind.CommandLine => $"command line {Name}",
        SettingSourceKind.Environment => $"environment {Name}",
        SettingSourceKind.File => $"file {Name}:{Line}",
        _ => "default",
    };
}

/// <summary>What may set an option; the first that does goes before those after it.</summary>
public enum SettingSourceKind
{
    CommandLine,
    Environment,
    File,

    /// <summary>Nobody set it: reference.conf.</summary>
    Default,
}
