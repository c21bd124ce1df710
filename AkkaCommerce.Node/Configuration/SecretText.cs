namespace AkkaCommerce.Node.Configuration;

/// <summary>A value that may say where it is: <c>file:PATH</c> or <c>env:NAME</c>. Messages name the place, never the value.</summary>
internal static class SecretText
{
    private const string File = "file:";
    private const string Variable = "env:";

    public static bool IsElsewhere(string text) => text.StartsWith(File, StringComparison.Ordinal) || text.StartsWith(Variable, StringComparison.Ordinal);

    /// <param name="from">Where the text came from, as a person would name it.</param>
    /// <exception cref="ConfigurationException">Nothing is there.</exception>
    public static string Read(string text, string from)
    {
        if (text.StartsWith(Variable, StringComparison.Ordinal))
            return Environment.GetEnvironmentVariable(text[Variable.Length..]) ?? throw new ConfigurationException($"{from}: there is no environment variable {text[Variable.Length..]}");
        if (!text.StartsWith(File, StringComparison.Ordinal)) return text;
        var path = text[File.Length..];
        try
        {
            return System.IO.File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException($"{from}: the file {path} cannot be read");
        }
    }
}
