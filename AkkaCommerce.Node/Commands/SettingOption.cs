using System.CommandLine;

namespace AkkaCommerce.Node.Commands;

/// <summary>An option that sets a path of the configuration; it is read and checked there, like a file's or the environment's.</summary>
internal sealed class SettingOption : Option<string>
{
    public SettingOption(string name, string path, string value, string description)
        : base(name)
    {
        Path = path;
        HelpName = value;
        Description = description;
        Arity = ArgumentArity.ExactlyOne;
    }

    public string Path { get; }
}
