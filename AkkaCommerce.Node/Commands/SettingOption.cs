using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>An option that sets a path of the configuration; it is read and checked there, like a file's or the environment's.</summary>
internal sealed class SettingOption : Option<string>
{
    /// <param name="choices">What a shell may complete the value with; none: anything.</param>
    public SettingOption(string name, string path, string value, string description, params string[] choices)
        : base(name)
    {
        Path = path;
        HelpName = value;
        Description = description;
        Arity = ArgumentArity.ExactlyOne;
        if (choices.Length > 0) CompletionSources.Add(choices);
    }

    public string Path { get; }
}
