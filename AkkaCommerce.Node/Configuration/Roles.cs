namespace AkkaCommerce.Node.Configuration;

/// <summary>What a process does.</summary>
[Flags]
public enum Roles
{
    None = 0,
    Simulation = 1,
    Analytics = 2,
    Dashboard = 4,
}

internal static class RolesReading
{
    private static readonly (string Name, Roles Role)[] Known =
        [("simulation", Configuration.Roles.Simulation), ("analytics", Configuration.Roles.Analytics), ("dashboard", Configuration.Roles.Dashboard)];

    /// <exception cref="ConfigurationException">None, or one that nobody knows.</exception>
    public static Roles Roles(this Settings settings, string path)
    {
        var roles = Configuration.Roles.None;
        foreach (var text in settings.List(path))
            roles |= Array.Find(Known, known => known.Name == text) is { Name: not null } found
                ? found.Role
                : throw new ConfigurationException(
                    $"{settings.Name(path)}: '{text}' is not one of {string.Join(", ", Known.Select(known => known.Name))}{Suggestion.For(text, Known.Select(known => known.Name))}");
        return roles == Configuration.Roles.None ? throw new ConfigurationException($"{settings.Name(path)}: names no role") : roles;
    }

    /// <summary>Whether it does more than look: such a process begins a shop where there is none.</summary>
    public static bool Work(this Roles roles) => (roles & (Configuration.Roles.Simulation | Configuration.Roles.Analytics)) != 0;

    /// <summary>As the cluster names them.</summary>
    public static string[] Names(this Roles roles) => [.. Known.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name)];
}
